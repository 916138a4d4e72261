package dev.assay.projections.runner;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps bulk loading from being in the way: not faster than so many events a second in this
 * process, slower while a live read model falls behind, and in shorter writes while events are
 * recorded, since an open one keeps these from being ordered. Thread-safe.
 */
final class Throttle {
  private static final long LATE_MILLIS = 50;
  private static final long STEP_MILLIS = 50;
  private static final int MOST_STEPS = 20;
  private static final int SHARE_WHILE_RECORDED = 4;
  private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();

  private final long eventsPerSecond;
  private final LongSupplier liveLagMillis;
  private final LongSupplier head;
  private final Duration maxWrite;
  private long freeAt = System.nanoTime();
  private long lastHead = -1;
  private long quietFrom = System.nanoTime();

  /**
   * @param eventsPerSecond 0 for as many as there can be
   * @param liveLagMillis how late the latest live read model of this process is
   * @param head the position of the newest event
   * @param maxWrite how long a write may take where nobody records anything
   */
  Throttle(long eventsPerSecond, LongSupplier liveLagMillis, LongSupplier head, Duration maxWrite) {
    this.eventsPerSecond = eventsPerSecond;
    this.liveLagMillis = liveLagMillis;
    this.head = head;
    this.maxWrite = maxWrite;
  }

  /** How long the next write should take at most. */
  synchronized Duration maxWrite() {
    long now = System.nanoTime();
    long newest = head.getAsLong();
    if (newest != lastHead) {
      quietFrom = lastHead < 0 ? now : now + QUIET_NANOS;
      lastHead = newest;
    }
    return now - quietFrom < 0 ? maxWrite.dividedBy(SHARE_WHILE_RECORDED) : maxWrite;
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
