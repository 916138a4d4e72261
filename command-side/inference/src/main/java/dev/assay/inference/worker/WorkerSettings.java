package dev.assay.inference.worker;

import java.time.Duration;
import java.util.Set;

/**
 * How one worker process behaves.
 *
 * @param slots calls in flight at most
 * @param lease how long a call stays ours without a heartbeat
 * @param heartbeat how often leases are prolonged; at most a third of the lease, so that one lost
 *     beat loses nothing
 * @param maxAttempts how often a call may be leased before it is given up as one that kills workers
 * @param drain how long a stop waits for calls in flight before it breaks them off
 * @param serves only calls to these providers; empty for all
 */
public record WorkerSettings(
    int slots,
    Duration lease,
    Duration heartbeat,
    int maxAttempts,
    Duration drain,
    Set<String> serves) {

  public WorkerSettings {
    serves = Set.copyOf(serves);
    if (slots < 1 || slots > 10_000) {
      throw new IllegalArgumentException("Expected 1 to 10000 slots, but got " + slots);
    }
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("Expected 1 attempt or more, but got " + maxAttempts);
    }
    if (heartbeat.multipliedBy(3).compareTo(lease) > 0) {
      throw new IllegalArgumentException(
          "Expected a lease of three heartbeats or more, but it is %s with a heartbeat of %s"
              .formatted(lease, heartbeat));
    }
  }
}
