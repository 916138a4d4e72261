package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ReadModel;
import java.util.List;

/**
 * Turns one event into changes of rows. Pure: no clock, no database, no state between events, and
 * no way to cause anything outside, so that a rebuild is safe.
 *
 * <p>Two rules make a second delivery harmless, because each row keeps the position of the last
 * event that changed it: an event changes each row at most once, and a row is changed by the events
 * of one aggregate only.
 */
public interface Projector {
  ReadModel readModel();

  /**
   * The changes that {@code event} makes; empty when it makes none. Any exception parks the event
   * and what follows it in its aggregate.
   */
  List<RowChange> changes(StoredEvent event);
}
