package dev.assay.qa.bench;

import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Durations of one kind of request, in nanoseconds. Thread-safe to record. */
final class Latencies {
  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  void record(long durationNanos) {
    nanos.add(durationNanos);
  }

  /** One line: count and P50, P95, P99, maximum in milliseconds. */
  String summary(String name) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return name + ": none";
    }
    return "%-28s n=%-6d P50 %7.1f ms  P95 %7.1f ms  P99 %7.1f ms  max %7.1f ms"
        .formatted(
            name,
            sorted.length,
            at(sorted, 0.50),
            at(sorted, 0.95),
            at(sorted, 0.99),
            Arrays.stream(sorted).max().orElse(0) / 1e6);
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * (sorted.length - 1)))]
        / 1e6;
  }
}
