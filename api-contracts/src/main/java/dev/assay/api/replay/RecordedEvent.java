package dev.assay.api.replay;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An event as the record has it, with its texts opened.
 *
 * @param position global
 * @param revision the one it was stored in
 * @param event of the present revision
 * @param erased whether some text of it can no longer be read
 */
public record RecordedEvent(
    long position,
    UUID eventId,
    int revision,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    Instant timestamp,
    Map<String, String> metadata,
    DomainEvent event,
    boolean erased) {

  public RecordedEvent {
    metadata = Map.copyOf(metadata);
  }

  /** The id of the command that appended it. */
  public UUID commandId() {
    return id(MetadataKeys.COMMAND_ID);
  }

  /** The id of the event, or of the command from outside, because of which it happened. */
  public UUID causationId() {
    return id(MetadataKeys.CAUSATION_ID);
  }

  private UUID id(String key) {
    String id = metadata.get(key);
    if (id == null) {
      throw new IllegalStateException("Expected event " + eventId + " to carry " + key);
    }
    return UUID.fromString(id);
  }
}
