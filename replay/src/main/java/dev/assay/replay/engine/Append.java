package dev.assay.replay.engine;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.replay.RecordedEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What one command appended to one aggregate; never empty. */
public record Append(List<RecordedEvent> events) {
  private record Key(UUID aggregateId, UUID commandId) {}

  public Append {
    events = List.copyOf(events);
  }

  /** The appends of a record, in the order in which they were made. */
  public static List<Append> of(List<RecordedEvent> record) {
    Map<Key, List<RecordedEvent>> found = new LinkedHashMap<>();
    for (RecordedEvent event : record) {
      found
          .computeIfAbsent(
              new Key(event.aggregateId(), event.commandId()), key -> new ArrayList<>())
          .add(event);
    }
    return found.values().stream().map(Append::new).toList();
  }

  public RecordedEvent first() {
    return events.getFirst();
  }

  public UUID commandId() {
    return first().commandId();
  }

  /** Whether its command came from outside and was caused by no event. */
  public boolean hasNoCause() {
    return first().causationId().equals(commandId());
  }

  /** Throws {@link IllegalStateException} where there is no such event in it. */
  public <E extends DomainEvent> E theOnly(Class<E> type) {
    return events.stream()
        .map(RecordedEvent::event)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected an append with " + type.getSimpleName() + ", but it has none"));
  }
}
