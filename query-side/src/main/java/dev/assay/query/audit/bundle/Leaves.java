package dev.assay.query.audit.bundle;

import java.util.List;

/** Which leaves of a tree a bundle holds. */
public sealed interface Leaves {
  long count();

  /** All from one index to before another. */
  record Range(long from, long to) implements Leaves {
    @Override
    public long count() {
      return to - from;
    }
  }

  /** Some, in order. */
  record Selection(List<Long> indexes) implements Leaves {
    public Selection {
      indexes = List.copyOf(indexes);
    }

    @Override
    public long count() {
      return indexes.size();
    }
  }
}
