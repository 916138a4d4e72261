package dev.assay.query.streams;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.query.reading.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** An event as streams show it: as it was recorded, without its envelope. */
record StreamedEvent(
    long position,
    UUID eventId,
    String type,
    int revision,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    Instant timestamp,
    Json payload) {
  static StreamedEvent of(StoredEvent event) {
    return new StreamedEvent(
        event.position(),
        event.id(),
        event.type(),
        event.revision(),
        event.aggregateType(),
        event.aggregateId(),
        event.sequence(),
        event.recordedAt(),
        new Json(new String(event.payload(), StandardCharsets.UTF_8)));
  }
}
