package dev.assay.replay.whatif;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.replay.ExecutionReplay;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What may happen next in a sandbox, the earliest first. What the record knows comes in the order
 * of the record; what is new comes after what the record has of the same time.
 */
final class Agenda {
  /** Steps need not bring forth events, so a limit on those does not end them. */
  static final int MOST_STEPS = 10 * ExecutionReplay.MOST_EVENTS;

  /** After every order of a record. */
  private static final long NEW = Long.MAX_VALUE;

  /**
   * Something that may happen.
   *
   * @param owner whose it is; null where nobody can take it back
   * @param isReminder of which the record knows nothing
   */
  record Item(
      Instant at,
      long order,
      long number,
      @Nullable Object owner,
      long plan,
      boolean isReminder,
      Runnable action) {}

  private final PriorityQueue<Item> items =
      new PriorityQueue<>(
          Comparator.comparing(Item::at)
              .thenComparingLong(Item::order)
              .thenComparingLong(Item::number));
  private final Map<Object, Long> plans = new HashMap<>();
  private long number;
  private int steps;

  /** Whatever was planned of this owner is not any more. */
  void forget(Object owner) {
    plans.merge(owner, 1L, Long::sum);
  }

  /**
   * @param order of the record; null for something new
   */
  void add(
      Instant at,
      @Nullable Integer order,
      @Nullable Object owner,
      boolean isReminder,
      Runnable action) {
    long plan = owner == null ? 0 : plans.getOrDefault(owner, 0L);
    items.add(new Item(at, order == null ? NEW : order, number++, owner, plan, isReminder, action));
  }

  /** Takes the earliest; null where there is none. {@code TOO_LARGE} after too many. */
  @Nullable Item next() {
    while (true) {
      Item item = items.poll();
      if (item == null
          || item.owner() == null
          || plans.getOrDefault(item.owner(), 0L) == item.plan()) {
        count(item);
        return item;
      }
    }
  }

  private void count(@Nullable Item item) {
    steps += item == null ? 0 : 1;
    if (steps > MOST_STEPS) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected a what-if of at most %d steps, but it has more".formatted(MOST_STEPS));
    }
  }
}
