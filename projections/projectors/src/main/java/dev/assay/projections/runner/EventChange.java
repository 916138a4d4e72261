package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;

/** One change of one row, and the event that makes it. */
record EventChange(StoredEvent event, RowChange change) {
  /** What tells rows apart: tenant, view and key. */
  RowIdentity row() {
    return new RowIdentity(
        event.tenantId().value(), change.view(), change.key().values().toArray());
  }
}
