package dev.assay.eventstore.access;

import dev.assay.api.access.AccessEvent;
import dev.assay.api.access.AccessRecord;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Appends accesses to the record. Each is a history of its own of one event: nothing is loaded, no
 * two can be in each other's way, and there is nothing to decide.
 */
public final class RecordedAccess implements AccessRecord {
  private final EventStorageEngine engine;
  private final CorrelationDataProvider envelope;

  /**
   * @param envelope makes the metadata of an event of those of its command; an access is its own
   */
  public RecordedAccess(EventStorageEngine engine, CorrelationDataProvider envelope) {
    this.engine = engine;
    this.envelope = envelope;
  }

  @Override
  public void append(AccessEvent event, Origin origin) {
    EventCatalog.Entry entry = EventCatalog.of(event.getClass());
    if (entry == null) {
      throw new IllegalArgumentException("Expected an event of the catalogue, but got " + event);
    }
    String id = event.accessId().toString();
    Map<String, Object> metadata = new HashMap<>(origin.actor().toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, origin.tenant().toString());
    metadata.put(MetadataKeys.COMMAND_ID, id);
    metadata.put(MetadataKeys.REQUEST_ID, origin.requestId());
    metadata.put(MetadataKeys.CORRELATION_ID, origin.correlationId());
    Map<String, ?> complete =
        envelope.correlationDataFor(new GenericCommandMessage<>(event, MetaData.from(metadata)));
    engine.appendEvents(
        List.of(
            new GenericDomainEventMessage<>(
                entry.aggregateType(), id, 0, event, MetaData.from(complete))));
  }
}
