package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.util.List;

/** An event, not the database, is why it cannot be taken in. */
final class EventFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final Exception why;

  EventFailure(Exception why) {
    super(why);
    this.why = why;
  }

  Exception why() {
    return why;
  }

  /** What the projector makes of an event. */
  static List<EventChange> changesOf(Projector projector, StoredEvent event) throws EventFailure {
    try {
      return projector.changes(event).stream()
          .map(change -> new EventChange(event, change))
          .toList();
    } catch (KeysUnavailableException e) {
      throw e; // of no event: all of them wait
    } catch (RuntimeException e) {
      throw new EventFailure(e);
    }
  }
}
