package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import java.util.List;

/** Where a runner gets its events: the record, or a shared copy of its end. */
@FunctionalInterface
public interface EventSource {
  /** The events beyond a position, dense, the lowest first; at most {@code limit}. */
  List<StoredEvent> after(long position, int limit);
}
