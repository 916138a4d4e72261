package dev.assay.qa.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long work stood still after each kill, told from the times of the events. A kill that the
 * next one followed before anything could go on counts as part of that one: the work stood still
 * from the first to the event after the last.
 */
record Resumption(List<Duration> first, List<Duration> each) {

  /**
   * @param first for each kill that hit executions in flight: until the first of them went on
   * @param each for each execution in flight at a kill: until it went on itself
   */
  Resumption {
    first = List.copyOf(first);
    each = List.copyOf(each);
  }

  static Resumption after(List<Instant> kills, List<RecordedEvent> events) {
    Map<String, List<Instant>> work = new HashMap<>();
    for (RecordedEvent event : events) {
      if (event.is("workflow-execution.started") || work.containsKey(event.correlationId())) {
        work.computeIfAbsent(event.correlationId(), any -> new ArrayList<>())
            .add(event.recordedAt());
      }
    }
    List<Duration> first = new ArrayList<>();
    List<Duration> each = new ArrayList<>();
    for (int i = 0; i < kills.size(); i++) {
      Instant kill = kills.get(i);
      Instant next = i + 1 < kills.size() ? kills.get(i + 1) : Instant.MAX;
      List<Duration> still = new ArrayList<>();
      for (List<Instant> times : work.values()) {
        Instant resumed =
            times.stream().filter(kill::isBefore).min(Instant::compareTo).orElse(null);
        if (resumed != null && times.getFirst().isBefore(kill) && resumed.isBefore(next)) {
          still.add(Duration.between(kill, resumed));
        }
      }
      still.stream().min(Duration::compareTo).ifPresent(first::add);
      each.addAll(still);
    }
    return new Resumption(first, each);
  }

  static String describe(List<Duration> durations) {
    if (durations.isEmpty()) {
      return "none";
    }
    List<Duration> sorted = durations.stream().sorted().toList();
    return "n=%d, P50 %d ms, P90 %d ms, max %d ms"
        .formatted(
            sorted.size(),
            sorted.get(sorted.size() / 2).toMillis(),
            sorted.get(sorted.size() * 9 / 10).toMillis(),
            sorted.getLast().toMillis());
  }
}
