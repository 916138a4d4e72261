package dev.assay.eventstore.access;

import dev.assay.api.access.AccessRecord.Origin;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/** Appends facts about which no aggregate decides: nothing is loaded before. Thread-safe. */
public final class RecordedFacts {
  private final EventStorageEngine engine;
  private final CorrelationDataProvider envelope;

  /**
   * @param envelope makes the metadata of an event of those of its command; a fact is its own
   */
  public RecordedFacts(EventStorageEngine engine, CorrelationDataProvider envelope) {
    this.engine = engine;
    this.envelope = envelope;
  }

  /**
   * Appends one event. Throws {@link dev.assay.eventstore.DuplicateCommandException} where it was
   * appended under the same command id before.
   *
   * @param history which the event is part of, at {@code sequence}
   */
  public void append(
      DomainEvent event, UUID history, long sequence, UUID commandId, Origin origin) {
    EventCatalog.Entry entry = EventCatalog.of(event.getClass());
    if (entry == null) {
      throw new IllegalArgumentException("Expected an event of the catalogue, but got " + event);
    }
    Map<String, Object> metadata = new HashMap<>(origin.actor().toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, origin.tenant().toString());
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    metadata.put(MetadataKeys.REQUEST_ID, origin.requestId());
    metadata.put(MetadataKeys.CORRELATION_ID, origin.correlationId());
    Map<String, ?> complete =
        envelope.correlationDataFor(new GenericCommandMessage<>(event, MetaData.from(metadata)));
    engine.appendEvents(
        List.of(
            new GenericDomainEventMessage<>(
                entry.aggregateType(),
                history.toString(),
                sequence,
                event,
                MetaData.from(complete))));
  }
}
