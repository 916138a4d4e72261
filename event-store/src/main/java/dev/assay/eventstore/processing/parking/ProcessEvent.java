package dev.assay.eventstore.processing.parking;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.eventstore.engine.UnreadableEvent;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * An event as a process manager gets it.
 *
 * @param sequenceId the process it is for; where it cannot be read, its aggregate
 */
record ProcessEvent(
    String processManager,
    UUID tenantId,
    UUID sequenceId,
    long position,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    UUID eventId,
    String eventType) {

  /** Null where it is for no process. */
  static @Nullable ProcessEvent of(
      String processManager, EventMessage<?> message, ProcessSequences sequences) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    UUID aggregate = UUID.fromString(event.getAggregateIdentifier());
    Object payload = message.getPayload();
    UUID sequence =
        payload instanceof UnreadableEvent
            ? aggregate
            : sequences.of(processManager, (DomainEvent) payload);
    if (sequence == null) {
      return null;
    }
    return new ProcessEvent(
        processManager,
        UUID.fromString(String.valueOf(message.getMetaData().get(MetadataKeys.TENANT_ID))),
        sequence,
        ((TrackedEventMessage<?>) message).trackingToken().position().orElseThrow(),
        event.getType(),
        aggregate,
        event.getSequenceNumber(),
        UUID.fromString(message.getIdentifier()),
        payload instanceof UnreadableEvent unreadable
            ? unreadable.type()
            : Objects.requireNonNull(EventCatalog.of(payload.getClass())).name());
  }

  ProcessEvent inSequence(UUID other) {
    return new ProcessEvent(
        processManager,
        tenantId,
        other,
        position,
        aggregateType,
        aggregateId,
        sequence,
        eventId,
        eventType);
  }

  @Override
  public String toString() {
    return "%s at position %d of process %s".formatted(eventType, position, sequenceId);
  }
}
