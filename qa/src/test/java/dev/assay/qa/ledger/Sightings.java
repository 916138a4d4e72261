package dev.assay.qa.ledger;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every checkpoint that anybody has ever seen, and what was wrong with them. Thread-safe. */
final class Sightings {
  private static final int MOST_FINDINGS = 50;

  private final Map<String, NavigableMap<Long, Hash>> byOrigin = new HashMap<>();
  private final List<String> findings = new ArrayList<>();

  /** One more; two of the same size are the same. */
  synchronized void saw(String who, Checkpoint checkpoint) {
    Hash before =
        byOrigin
            .computeIfAbsent(checkpoint.origin(), origin -> new TreeMap<>())
            .putIfAbsent(checkpoint.size(), checkpoint.root());
    if (before != null && !before.equals(checkpoint.root())) {
      wrong(
          "inconsistent: %s saw a checkpoint of %s of size %d with the root %s, others one with %s"
              .formatted(who, checkpoint.origin(), checkpoint.size(), checkpoint.root(), before));
    }
  }

  synchronized void wrong(String finding) {
    if (findings.size() < MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  synchronized List<String> findings() {
    return List.copyOf(findings);
  }

  /** Sizes and roots of one tree. */
  synchronized NavigableMap<Long, Hash> of(String origin) {
    return new TreeMap<>(byOrigin.getOrDefault(origin, new TreeMap<>()));
  }

  /** The root at one size; null where nobody saw one. */
  synchronized @Nullable Hash root(String origin, long size) {
    NavigableMap<Long, Hash> own = byOrigin.get(origin);
    return own == null ? null : own.get(size);
  }

  synchronized int count() {
    return byOrigin.values().stream().mapToInt(Map::size).sum();
  }
}
