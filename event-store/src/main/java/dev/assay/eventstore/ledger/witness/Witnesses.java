package dev.assay.eventstore.ledger.witness;

import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.verifier.note.VerifierKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The witnesses of a log, each on a thread of its own: none of them, however slow, keeps anything
 * waiting but the first sequencer of a process, and that not for long.
 */
public final class Witnesses {
  private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);

  /** Who is told what witnesses say. */
  public interface Listener {
    /** Whether this process is the one that shows checkpoints now. */
    boolean shows();

    /** A witness has cosigned what this database never had. */
    void refuse(LedgerRefused reason);

    /** A witness has cosigned the newest checkpoint. */
    void agrees(String witness);
  }

  private final List<WitnessWatch> watches = new ArrayList<>();
  private final Duration startTimeout;
  private @Nullable ExecutorService threads;

  /**
   * @param dataSource of a role that reads the ledger and keeps cosignatures
   */
  public Witnesses(DataSource dataSource, LedgerProperties properties, MeterRegistry registry) {
    this.startTimeout = properties.witnessTimeout();
    Ledger ledger = new Ledger(dataSource);
    Cosignatures cosignatures = new Cosignatures(new JdbcTemplate(dataSource));
    for (LedgerProperties.Witness configured : properties.witnesses()) {
      WitnessConnection connection =
          new WitnessConnection(
              configured.url(), VerifierKey.parse(configured.key()), properties.witnessTimeout());
      watches.add(
          new WitnessWatch(
              new WitnessSession(connection, ledger, cosignatures),
              new WitnessMetrics(registry, connection.name()),
              properties.witnessPause()));
    }
  }

  public synchronized void start(Listener listener) {
    if (threads == null && !watches.isEmpty()) {
      ExecutorService started =
          Executors.newThreadPerTaskExecutor(
              Thread.ofPlatform().daemon().name("ledger-witness-", 1).factory());
      watches.forEach(watch -> started.submit(() -> watch(watch, listener)));
      threads = started;
    }
  }

  public synchronized void stop() {
    if (threads != null) {
      threads.shutdownNow();
      threads = null;
    }
  }

  /**
   * Asks all of them at once. Throws {@link LedgerRefused} when one has cosigned more than this
   * database has; who does not answer in time is not waited for.
   */
  public void requireNoneAhead() {
    if (watches.isEmpty()) {
      return;
    }
    ExecutorService asking =
        Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().daemon().name("ledger-witness-first-", 1).factory());
    try {
      long deadline = System.nanoTime() + startTimeout.toNanos();
      List<Future<Boolean>> answers = new ArrayList<>();
      watches.forEach(watch -> answers.add(asking.submit(watch::tryOnce)));
      for (Future<Boolean> answer : answers) {
        await(answer, deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      asking.shutdownNow();
    }
  }

  private static void await(Future<Boolean> answer, long nanos) throws InterruptedException {
    try {
      answer.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.warn("A witness did not answer in time; going on without it");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerRefused refused) {
        throw refused;
      }
      LOG.warn("A witness could not be asked; going on without it", e.getCause());
    }
  }

  private static void watch(WitnessWatch watch, Listener listener) {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        if (listener.shows() && watch.tryOnce()) {
          listener.agrees(watch.name());
        }
        Thread.sleep(watch.pause());
      } catch (InterruptedException e) {
        return;
      } catch (LedgerRefused e) {
        listener.refuse(e);
        pauseAfterRefusal(watch);
      } catch (RuntimeException e) {
        LOG.warn("Could not show a checkpoint to the witness {}", watch.name(), e);
        pauseAfterRefusal(watch);
      }
    }
  }

  private static void pauseAfterRefusal(WitnessWatch watch) {
    try {
      Thread.sleep(watch.pause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
