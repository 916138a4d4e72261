package dev.assay.eventstore.reader;

import java.util.List;

/** Where a reader gets its events: the record, or a shared copy of its end. */
@FunctionalInterface
public interface EventSource {
  /** The events beyond a position, dense, the lowest first; at most {@code limit}. */
  List<StoredEvent> after(long position, int limit);
}
