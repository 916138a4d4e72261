package dev.assay.qa.rebuild;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What anybody has seen so far. An answer that was asked for after that must not know less: {@code
 * before} is always taken before the request is made.
 */
final class Sightings {
  /**
   * What an object looked like.
   *
   * @param sequence of its last event that the answer knows
   */
  record Sight(long sequence, String body) {}

  private final Map<String, Sight> objects = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> lists = new ConcurrentHashMap<>();
  private final Map<String, Long> counts = new ConcurrentHashMap<>();
  private final Faults faults;

  Sightings(Faults faults) {
    this.faults = faults;
  }

  Optional<Sight> before(String path) {
    return Optional.ofNullable(objects.get(path));
  }

  Set<String> listedBefore(String list) {
    Set<String> known = lists.getOrDefault(list, Set.of());
    synchronized (known) {
      return Set.copyOf(known);
    }
  }

  long countedBefore(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /**
   * @param minPosition up to which the answer knows the record, by which the object was there
   */
  void isMissing(String path, Optional<Sight> before, long minPosition) {
    if (before.isPresent() || minPosition > 0) {
      faults.add(path + " is not there at " + minPosition + ", but was " + before);
    }
  }

  void isThere(String path, Optional<Sight> before, Sight now) {
    before.ifPresent(
        sight -> {
          if (now.sequence() < sight.sequence()) {
            faults.add(path + " went back from " + sight + " to " + now);
          } else if (now.sequence() == sight.sequence() && !now.body().equals(sight.body())) {
            faults.add(path + " has two answers at one sequence: " + sight + " and " + now);
          }
        });
    objects.merge(path, now, (one, other) -> one.sequence() >= other.sequence() ? one : other);
  }

  void isListed(String list, Set<String> before, Set<String> now) {
    Set<String> missing = new HashSet<>(before);
    missing.removeAll(now);
    if (!missing.isEmpty()) {
      faults.add(
          list + " lost " + missing.size() + " of " + before.size() + ", as " + some(missing));
    }
    Set<String> known = lists.computeIfAbsent(list, any -> new HashSet<>());
    synchronized (known) {
      known.addAll(now);
    }
  }

  void isCounted(String what, long before, long now) {
    if (now < before) {
      faults.add("The number of " + what + " fell from " + before + " to " + now);
    }
    counts.merge(what, now, Math::max);
  }

  private static String some(Set<String> missing) {
    return missing.iterator().next();
  }
}
