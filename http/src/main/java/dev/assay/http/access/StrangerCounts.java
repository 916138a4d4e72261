package dev.assay.http.access;

import dev.assay.api.access.AccessEvent.Origin;
import dev.assay.api.access.AccessEvent.StrangersRefused;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.access.Installation;
import dev.assay.api.envelope.Actor;
import dev.assay.api.id.AccessId;
import dev.assay.api.id.Uuids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refusals of callers whom nobody knows, and states the counts in one event for each span of
 * time, however many they were. What cannot be stated now is stated later; a process that is killed
 * loses the counts of one span.
 */
final class StrangerCounts implements AutoCloseable {
  static final Duration SPAN = Duration.ofSeconds(10);

  /** Origins that are told apart within one span; those beyond are only counted. */
  static final int MAX_ORIGINS = 100;

  private static final Logger LOG = LoggerFactory.getLogger(StrangerCounts.class);
  private static final int MAX_CHARS = 100;

  private record Key(String address, String operation, String path) {}

  private final AccessRecord record;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final Map<Key, Long> counts = new HashMap<>();
  private long unnamed;
  private Instant from;

  StrangerCounts(AccessRecord record, Clock clock) {
    this.record = record;
    this.clock = clock;
    this.from = clock.instant();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("stranger-counts").factory());
    timer.scheduleWithFixedDelay(
        this::state, SPAN.toMillis(), SPAN.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized void count(String address, String operation, String path) {
    Key key = new Key(cut(address), cut(operation), firstParts(path));
    if (counts.containsKey(key) || counts.size() < MAX_ORIGINS) {
      counts.merge(key, 1L, Long::sum);
    } else {
      unnamed++;
    }
  }

  /** States what was counted, if anything was. */
  synchronized void state() {
    Instant now = clock.instant();
    if (!counts.isEmpty()) {
      AccessId id = new AccessId(Uuids.next());
      List<Origin> origins =
          counts.entrySet().stream()
              .map(it -> origin(it.getKey(), it.getValue()))
              .sorted(Comparator.comparingLong(Origin::refusals).reversed())
              .toList();
      long named = origins.stream().mapToLong(Origin::refusals).sum();
      try {
        record.append(
            new StrangersRefused(id, from, now, named + unnamed, origins, unnamed),
            new AccessRecord.Origin(
                Installation.TENANT, Actor.service("http", null), id.toString(), id.toString()));
      } catch (RuntimeException e) {
        LOG.warn("{} refusals could not be stated; trying again", named + unnamed, e);
        return;
      }
      counts.clear();
      unnamed = 0;
    }
    from = now;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    state();
  }

  private static Origin origin(Key key, long refusals) {
    return new Origin(key.address(), key.operation(), key.path(), refusals);
  }

  /** Without what may be an id, or anything else of a caller's own making. */
  private static String firstParts(String path) {
    String[] parts = path.split("/", 5);
    int known = Math.min(parts.length, 4);
    return cut(String.join("/", List.of(parts).subList(0, known)));
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }
}
