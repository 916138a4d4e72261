package dev.assay.projections.runner;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps bulk loading from being in the way of the live read models: not faster than so many events
 * a second in this process, and slower while a live one falls behind. Thread-safe.
 */
final class Throttle {
  private static final long LATE_MILLIS = 50;
  private static final long STEP_MILLIS = 50;
  private static final int MOST_STEPS = 20;

  private final long eventsPerSecond;
  private final LongSupplier liveLagMillis;
  private long freeAt = System.nanoTime();

  /**
   * @param eventsPerSecond 0 for as many as there can be
   * @param liveLagMillis how late the latest live read model of this process is
   */
  Throttle(long eventsPerSecond, LongSupplier liveLagMillis) {
    this.eventsPerSecond = eventsPerSecond;
    this.liveLagMillis = liveLagMillis;
  }

  /** Waits until the next step may be taken; at most a second for the live ones' sake. */
  void await() throws InterruptedException {
    for (int step = 0; step < MOST_STEPS && liveLagMillis.getAsLong() > LATE_MILLIS; step++) {
      Thread.sleep(STEP_MILLIS);
    }
    long wait = waitNanos();
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  /** So many events were taken in. */
  synchronized void took(int events) {
    if (eventsPerSecond > 0) {
      long cost = Duration.ofSeconds(1).toNanos() / eventsPerSecond * events;
      freeAt = Math.max(freeAt, System.nanoTime()) + cost;
    }
  }

  private synchronized long waitNanos() {
    return eventsPerSecond == 0 ? 0 : freeAt - System.nanoTime();
  }
}
