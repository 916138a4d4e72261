package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import java.util.List;

/** One change of one row, and the event that makes it. */
record EventChange(StoredEvent event, RowChange change) {
  /** What tells rows apart: tenant, view and key. */
  List<Object> row() {
    List<Object> row = change.identity();
    row.add(event.tenantId());
    return row;
  }
}
