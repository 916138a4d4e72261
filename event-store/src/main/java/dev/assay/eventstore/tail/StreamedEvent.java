package dev.assay.eventstore.tail;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.assay.eventstore.reader.StoredEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as streams show it: as it was recorded, its texts opened, without its envelope.
 *
 * @param payload JSON
 */
public record StreamedEvent(
    long position,
    UUID eventId,
    String type,
    int revision,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    Instant timestamp,
    @JsonRawValue String payload) {
  public static StreamedEvent of(StoredEvent event) {
    return new StreamedEvent(
        event.position(),
        event.id(),
        event.type(),
        event.revision(),
        event.aggregateType(),
        event.aggregateId(),
        event.sequence(),
        event.recordedAt(),
        event.openedPayload());
  }
}
