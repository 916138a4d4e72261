package dev.assay.eventstore.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations in nanoseconds, sorted. */
record Quantiles(long[] sorted) {
  static Quantiles of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  double millis(double quantile) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.round(quantile * (sorted.length - 1))] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "P50 %8.2f ms  P99 %8.2f ms  max %8.2f ms  (n=%,d)",
        millis(0.5),
        millis(0.99),
        millis(1),
        sorted.length);
  }
}
