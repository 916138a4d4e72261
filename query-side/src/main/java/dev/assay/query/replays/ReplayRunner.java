package dev.assay.query.replays;

import dev.assay.api.CommandRejected;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does replays, one at a time in a process, the oldest first. What a process that died has begun is
 * begun anew by whoever sees it first; what has expired is forgotten.
 */
final class ReplayRunner implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
  private static final int MOST_ATTEMPTS = 5;
  private static final int RENEWALS_WITHIN_A_LEASE = 4;
  private static final long LAST_BREATH_MS = 5_000;

  private final ReplayStore store;
  private final ReplayWork work;
  private final ReplayProperties properties;
  private final Semaphore nudges = new Semaphore(0);
  private volatile @Nullable Thread thread;

  ReplayRunner(ReplayStore store, ReplayWork work, ReplayProperties properties) {
    this.store = store;
    this.work = work;
    this.properties = properties;
  }

  /** There is something to do. */
  void nudge() {
    nudges.release();
  }

  @Override
  public synchronized void start() {
    Thread started = Thread.ofPlatform().daemon().name("replays").unstarted(this::run);
    thread = started;
    started.start();
  }

  @Override
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(LAST_BREATH_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try (ScheduledExecutorService renewals =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("replay-lease").factory())) {
      while (thread == Thread.currentThread()) {
        round(renewals);
        if (nudges.tryAcquire(properties.pause().toMillis(), TimeUnit.MILLISECONDS)) {
          nudges.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(ScheduledExecutorService renewals) {
    try {
      store.forgetExpired();
      Optional<ReplayJob> next = store.claim();
      while (next.isPresent() && thread == Thread.currentThread()) {
        replay(next.get(), renewals);
        next = store.claim();
      }
      next.ifPresent(store::giveBack);
    } catch (RuntimeException e) {
      if (thread == Thread.currentThread()) {
        LOG.warn("Replays could not be looked through; the next round tries again", e);
      }
    }
  }

  private void replay(ReplayJob job, ScheduledExecutorService renewals) {
    if (job.attempts() > MOST_ATTEMPTS) {
      store.fail(job, "Expected the replay to end, but it was begun " + MOST_ATTEMPTS + " times");
      return;
    }
    long every = properties.lease().toMillis() / RENEWALS_WITHIN_A_LEASE;
    ScheduledFuture<?> renewal =
        renewals.scheduleAtFixedRate(() -> prolong(job), every, every, TimeUnit.MILLISECONDS);
    try {
      store.complete(job, work.of(job));
    } catch (CommandRejected e) {
      store.fail(job, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Begun anew by the lease's end, here or elsewhere: what failed may be there again by then.
      LOG.warn("Replay {} failed at attempt {}", job.replayId(), job.attempts(), e);
    } finally {
      renewal.cancel(false);
    }
  }

  private void prolong(ReplayJob job) {
    try {
      store.prolong(job);
    } catch (RuntimeException e) {
      LOG.debug("The lease of replay {} could not be renewed", job.replayId(), e);
    }
  }
}
