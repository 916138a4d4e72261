package dev.assay.eventstore.ledger.witness;

import dev.assay.eventstore.ledger.LedgerRefused;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** Shows one witness checkpoints, again and again, less often while it does not answer. */
final class WitnessWatch {
  private static final Logger LOG = LoggerFactory.getLogger(WitnessWatch.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** How often an idle log is shown again: its witness may know of more than we do. */
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  private final WitnessSession session;
  private final WitnessMetrics metrics;
  private final Duration pause;
  private int failures;
  private long lookAgainAt = System.nanoTime();
  private String lastFailure = "";

  WitnessWatch(WitnessSession session, WitnessMetrics metrics, Duration pause) {
    this.session = session;
    this.metrics = metrics;
    this.pause = pause;
  }

  String name() {
    return session.name();
  }

  /**
   * Tries once. True when the witness has cosigned the newest checkpoint. Throws {@link
   * LedgerRefused} when it knows of more than this database has.
   */
  synchronized boolean tryOnce() throws InterruptedException {
    boolean again = System.nanoTime() - lookAgainAt >= 0;
    try {
      switch (session.showNewest(again)) {
        case WitnessSession.Outcome.UpToDate(long size) -> {
          if (failures > 0) {
            LOG.info("The witness {} cosigns again", session.name());
          }
          failures = 0;
          lastFailure = "";
          if (again) {
            lookAgainAt = System.nanoTime() + LOOK_AGAIN.toNanos();
          }
          metrics.cosigned(size);
          return true;
        }
        case WitnessSession.Outcome.Failed(String why) -> failed(why);
      }
    } catch (LedgerRefused e) {
      metrics.failed();
      throw e;
    } catch (DataAccessException e) {
      failed("the database did not answer: " + e.getMessage());
    }
    return false;
  }

  private void failed(String why) {
    failures++;
    metrics.failed();
    if (!why.equals(lastFailure)) {
      LOG.warn("The witness {} has not cosigned the newest checkpoint: {}", session.name(), why);
      lastFailure = why;
    }
  }

  /** How long to wait before the next try: twice as long after each failure, up to a minute. */
  synchronized Duration pause() {
    long millis = pause.toMillis() << Math.min(failures, 10);
    long bounded = Math.min(millis, Math.max(LONGEST_PAUSE.toMillis(), pause.toMillis()));
    // Not all of a log's replicas, nor all logs of a witness, at the same moment.
    return Duration.ofMillis(bounded * ThreadLocalRandom.current().nextInt(80, 121) / 100);
  }
}
