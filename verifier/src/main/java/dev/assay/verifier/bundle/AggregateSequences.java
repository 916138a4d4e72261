package dev.assay.verifier.bundle;

import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The next sequence of every aggregate that was seen, in tables of plain numbers: a bundle may have
 * as many aggregates as events.
 */
final class AggregateSequences {
  /** Some 300 MB at most; beyond, new aggregates are not followed. */
  static final int MOST = 4_000_000;

  private static final int WORDS = 3;
  private static final int FIRST_SLOTS = 1 << 10;

  /** For each slot the two halves of the id and the next sequence; 0 marks a free slot. */
  private long[] slots = new long[FIRST_SLOTS * WORDS];

  /** Not to be foreseen: a hostile bundle could choose ids that all want the same slot. */
  private final long seed = new SplittableRandom().nextLong();

  private final int most;
  private int size;

  AggregateSequences(int most) {
    this.most = most;
  }

  /** Whether there is room to follow one more aggregate. */
  boolean hasRoom() {
    return size < most;
  }

  /** How many aggregates are followed. */
  int size() {
    return size;
  }

  /** The sequence that must come next; 0 if the aggregate was not seen. */
  long next(UUID aggregate) {
    return slots[slotOf(slots, aggregate) + 2];
  }

  /** Remembers that this sequence was seen. */
  void seen(UUID aggregate, long sequence) {
    int slot = slotOf(slots, aggregate);
    if (slots[slot + 2] == 0) {
      if (!hasRoom()) {
        return;
      }
      size++;
      slots[slot] = aggregate.getMostSignificantBits();
      slots[slot + 1] = aggregate.getLeastSignificantBits();
    }
    slots[slot + 2] = sequence + 1;
    if (size > slots.length / WORDS / 2) {
      grow();
    }
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (int from = 0; from < slots.length; from += WORDS) {
      if (slots[from + 2] != 0) {
        int slot = slotOf(larger, new UUID(slots[from], slots[from + 1]));
        System.arraycopy(slots, from, larger, slot, WORDS);
      }
    }
    slots = larger;
  }

  /** Where the aggregate is, or the free slot where it would be. */
  private int slotOf(long[] table, UUID aggregate) {
    long most = aggregate.getMostSignificantBits();
    long least = aggregate.getLeastSignificantBits();
    int count = table.length / WORDS;
    int slot = (int) mixed(mixed(most ^ seed) ^ least) & (count - 1);
    while (table[slot * WORDS + 2] != 0
        && (table[slot * WORDS] != most || table[slot * WORDS + 1] != least)) {
      slot = (slot + 1) & (count - 1);
    }
    return slot * WORDS;
  }

  /** The finalizer of SplitMix64. */
  private static long mixed(long key) {
    long half = (key ^ (key >>> 30)) * 0xBF58476D1CE4E5B9L;
    long mixed = (half ^ (half >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
