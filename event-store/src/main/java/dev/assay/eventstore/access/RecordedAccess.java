package dev.assay.eventstore.access;

import dev.assay.api.access.AccessEvent;
import dev.assay.api.access.AccessRecord;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.correlation.CorrelationDataProvider;

/**
 * Appends accesses to the record. Each is a history of its own of one event: no two can be in each
 * other's way, and there is nothing to decide.
 */
public final class RecordedAccess implements AccessRecord {
  private final RecordedFacts facts;

  /**
   * @param envelope makes the metadata of an event of those of its command; an access is its own
   */
  public RecordedAccess(EventStorageEngine engine, CorrelationDataProvider envelope) {
    this.facts = new RecordedFacts(engine, envelope);
  }

  @Override
  public void append(AccessEvent event, Origin origin) {
    UUID id = event.accessId().value();
    facts.append(event, id, 0, id, origin);
  }
}
