package dev.assay.eventstore.letters;

import dev.assay.eventstore.letters.LetterCounts.Count;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many letters there are and how old the oldest is, for whoever watches. Asked when somebody
 * looks, at most once in a few seconds; the same in every process that tells it.
 */
public final class LetterAlarms {
  private static final Duration FRESH = Duration.ofSeconds(5);

  private record Known(Instant at, Map<String, Count> counts) {}

  private final LetterTable table;
  private final LetterCounts counts;
  private final Clock clock;
  private volatile @Nullable Known known;

  public LetterAlarms(LetterTable table, LetterCounts counts, Clock clock) {
    this.table = table;
    this.counts = counts;
    this.clock = clock;
  }

  /** One gauge of each kind for each name; without letters it is 0. */
  public LetterAlarms bindTo(MeterRegistry registry, Iterable<String> names) {
    for (String name : names) {
      gauge(registry, "assay.dead.letters", name, "events", it -> it.letters());
      gauge(registry, "assay.dead.letters.oldest.age", name, "seconds", this::age);
    }
    return this;
  }

  /** Who has letters, and how many. */
  public Map<String, Long> letters() {
    Map<String, Long> letters = new TreeMap<>();
    now().forEach((name, count) -> letters.put(name, count.letters()));
    return letters;
  }

  public LetterTable table() {
    return table;
  }

  private double age(Count count) {
    return Math.max(0, Duration.between(count.oldest(), clock.instant()).toMillis() / 1e3);
  }

  private void gauge(
      MeterRegistry registry, String metric, String name, String unit, ToDoubleFunction<Count> of) {
    Gauge.builder(
            metric,
            this,
            alarms -> {
              Count count = alarms.now().get(name);
              return count == null ? 0 : of.applyAsDouble(count);
            })
        .tags(Tags.of("holder", table.key(), "name", name))
        .baseUnit(unit)
        .strongReference(true)
        .register(registry);
  }

  private Map<String, Count> now() {
    Known last = known;
    Instant now = clock.instant();
    if (last == null || last.at().plus(FRESH).isBefore(now)) {
      last = new Known(now, counts.parked(table));
      known = last;
    }
    return last.counts();
  }
}
