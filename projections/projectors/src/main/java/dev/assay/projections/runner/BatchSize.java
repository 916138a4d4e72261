package dev.assay.projections.runner;

import java.time.Duration;

/**
 * How many events the next batch takes: halved after a write that took too long, doubled after one
 * that took less than half of what is allowed. A long write transaction holds back the order of all
 * later events.
 */
final class BatchSize {
  private static final int LEAST = 8;

  private final int most;
  private final Duration target;
  private int current;

  BatchSize(int most, Duration target) {
    this.most = Math.max(LEAST, most);
    this.target = target;
    this.current = Math.min(64, this.most);
  }

  int current() {
    return current;
  }

  void wrote(int events, Duration took) {
    wrote(events, took, target);
  }

  /** The same where another time is allowed just now. */
  void wrote(int events, Duration took, Duration target) {
    if (took.compareTo(target) > 0) {
      current = Math.max(LEAST, current / 2);
    } else if (events == current && took.multipliedBy(2).compareTo(target) < 0) {
      current = Math.min(most, current * 2);
    }
  }
}
