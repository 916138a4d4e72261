package dev.assay.qa.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What there is to read: paths of all that was written, and how far the record is at least. */
final class Population {
  private final List<String> paths = new ArrayList<>();
  private final AtomicLong position = new AtomicLong();

  synchronized void add(String path) {
    paths.add(path);
  }

  void reached(long somePosition) {
    position.accumulateAndGet(somePosition, Math::max);
  }

  /** Every second one is of the last few, which change. */
  synchronized Optional<String> one(Random random) {
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    int among = random.nextBoolean() ? paths.size() : Math.min(20, paths.size());
    return Optional.of(paths.get(paths.size() - 1 - random.nextInt(among)));
  }

  synchronized int size() {
    return paths.size();
  }

  long position() {
    return position.get();
  }
}
