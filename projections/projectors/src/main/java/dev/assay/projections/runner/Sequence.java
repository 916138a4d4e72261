package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import java.util.UUID;

/** One aggregate of one tenant: its events are taken in one after the other. */
record Sequence(UUID tenantId, UUID aggregateId) {
  static Sequence of(StoredEvent event) {
    return new Sequence(event.tenantId().value(), event.aggregateId());
  }
}
