package dev.assay.eventstore.processing.parking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** How often events have failed in this process; only the latest are remembered. */
final class Attempts {
  private static final int MOST = 1_000;

  private final Map<UUID, Integer> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Integer> eldest) {
          return size() > MOST;
        }
      };

  /** Counts one more and answers how many. */
  synchronized int failed(UUID event) {
    return failures.merge(event, 1, Integer::sum);
  }

  synchronized void forget(UUID event) {
    failures.remove(event);
  }
}
