package dev.assay.eventstore.removal;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.id.RemovalId;
import dev.assay.api.subject.RemovalEvent.CiphertextRemoved;
import dev.assay.eventstore.DuplicateCommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.modelling.command.AggregateStreamCreationException;

/** Tells the record of each passage, once, however often it is told. */
public final class RecordedRemovals {
  private final EventStorageEngine engine;
  private final CorrelationDataProvider envelope;

  /**
   * @param envelope makes the metadata of an event of those of its command; here there is none
   */
  public RecordedRemovals(EventStorageEngine engine, CorrelationDataProvider envelope) {
    this.engine = engine;
    this.envelope = envelope;
  }

  void append(Removal removal) {
    String id = removal.id().toString();
    CiphertextRemoved event =
        new CiphertextRemoved(
            new RemovalId(removal.id()),
            removal.beganAt(),
            removal.dataKeys(),
            removal.events(),
            removal.texts());
    EventCatalog.Entry entry = Objects.requireNonNull(EventCatalog.of(event.getClass()));
    Map<String, Object> metadata = new HashMap<>(Actor.service("removal", null).toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, removal.tenantId().toString());
    metadata.put(MetadataKeys.COMMAND_ID, id);
    metadata.put(MetadataKeys.REQUEST_ID, id);
    metadata.put(MetadataKeys.CORRELATION_ID, id);
    Map<String, ?> complete =
        envelope.correlationDataFor(new GenericCommandMessage<>(event, MetaData.from(metadata)));
    try {
      engine.appendEvents(
          List.of(
              new GenericDomainEventMessage<>(
                  entry.aggregateType(), id, 0, event, MetaData.from(complete))));
    } catch (DuplicateCommandException | AggregateStreamCreationException e) {
      // Whoever appended it could not note that it did.
    }
  }
}
