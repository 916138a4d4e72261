package dev.assay.qa.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Changes a sound record as a faulty server might have. */
final class Damage {
  private Damage() {}

  static List<RecordedEvent> without(List<RecordedEvent> events, RecordedEvent lost) {
    List<RecordedEvent> damaged = new ArrayList<>(events);
    damaged.remove(lost);
    return damaged;
  }

  /** As if it had never been there: all numbers are dense again, and only the sense is missing. */
  static List<RecordedEvent> withoutTrace(List<RecordedEvent> events, RecordedEvent lost) {
    return renumbered(without(events, lost));
  }

  /** The same event in the record twice, at two places. */
  static List<RecordedEvent> twice(List<RecordedEvent> events, RecordedEvent event) {
    List<RecordedEvent> damaged = new ArrayList<>(events);
    damaged.add(events.indexOf(event) + 1, event);
    return damaged;
  }

  /** The same thing done twice by two commands, each properly recorded. */
  static List<RecordedEvent> doneTwice(List<RecordedEvent> events, RecordedEvent event) {
    List<RecordedEvent> damaged = new ArrayList<>(events);
    damaged.add(
        events.indexOf(event) + 1,
        new RecordedEvent(
            event.position(),
            event.tenant(),
            event.tenantPosition(),
            UUID.nameUUIDFromBytes(new byte[] {1}),
            UUID.nameUUIDFromBytes(new byte[] {2}),
            0,
            event.aggregateType(),
            event.aggregate(),
            event.sequence(),
            event.type(),
            event.recordedAt(),
            event.correlationId(),
            event.payload()));
    return renumbered(damaged);
  }

  /** Positions, sequences and ordinals without gaps. */
  private static List<RecordedEvent> renumbered(List<RecordedEvent> events) {
    Map<UUID, Long> tenants = new HashMap<>();
    Map<UUID, Long> sequences = new HashMap<>();
    Map<UUID, Integer> ordinals = new HashMap<>();
    List<RecordedEvent> renumbered = new ArrayList<>();
    for (RecordedEvent event : events) {
      renumbered.add(
          new RecordedEvent(
              renumbered.size() + 1,
              event.tenant(),
              tenants.merge(event.tenant(), 1L, Long::sum),
              event.id(),
              event.command(),
              ordinals.merge(event.command(), 1, Integer::sum) - 1,
              event.aggregateType(),
              event.aggregate(),
              sequences.merge(event.aggregate(), 1L, Long::sum) - 1,
              event.type(),
              event.recordedAt(),
              event.correlationId(),
              event.payload()));
    }
    return renumbered;
  }
}
