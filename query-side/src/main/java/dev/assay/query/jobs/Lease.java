package dev.assay.query.jobs;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a claim on a job for as long as it is worked on. Whoever dies stops renewing. */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final int RENEWALS_WITHIN_A_LEASE = 4;

  private final String of;
  private final Runnable renewal;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("lease").factory());

  private Lease(String of, Runnable renewal) {
    this.of = of;
    this.renewal = renewal;
  }

  /**
   * Renews until it is closed.
   *
   * @param length how long a claim holds without being renewed
   * @param of what is claimed, for the log
   */
  public static Lease renewed(Duration length, String of, Runnable renewal) {
    Lease lease = new Lease(of, renewal);
    long every = length.toMillis() / RENEWALS_WITHIN_A_LEASE;
    var ignored =
        lease.renewals.scheduleAtFixedRate(lease::renew, every, every, TimeUnit.MILLISECONDS);
    return lease;
  }

  private void renew() {
    try {
      renewal.run();
    } catch (RuntimeException e) {
      LOG.debug("The lease of {} could not be renewed", of, e);
    }
  }

  /** Does not wait for a renewal that is under way: it does nothing where the job has ended. */
  @Override
  public void close() {
    renewals.shutdown();
  }
}
