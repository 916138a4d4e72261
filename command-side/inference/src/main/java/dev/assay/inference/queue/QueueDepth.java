package dev.assay.inference.queue;

/**
 * How full the queue is, over all processes.
 *
 * @param due calls that could be claimed now
 * @param waiting calls that wait for their backoff to pass
 * @param leased calls under a lease that has not run out
 * @param oldestDueMs since when the oldest due call could have been claimed, in milliseconds; 0
 *     where none is due
 */
public record QueueDepth(long due, long waiting, long leased, long oldestDueMs) {
  public static final QueueDepth EMPTY = new QueueDepth(0, 0, 0, 0);
}
