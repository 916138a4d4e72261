package dev.assay.eventstore.reader;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Adds up one aggregate's events to the rows that a read model has of it, by the very projector
 * that fills the read model. The audit answers with it; whoever has the projectors implements it.
 */
public interface ReadModelStates {
  /** The names of the read models, in alphabetical order. */
  List<String> names();

  /** An empty history; null where no read model has this name. */
  @Nullable History begin(String readModel);

  /** One aggregate's rows so far. Used by one thread. */
  interface History {
    /**
     * Adds the next event. Throws {@link dev.assay.api.event.UnknownEventException} where this
     * build cannot read it, and whatever the projector throws where it cannot take it in.
     */
    void add(StoredEvent event);

    /**
     * By view, by the row's key without the tenant (joined by commas): the columns that events have
     * set, and the ones that every row has. Null where there is no row.
     */
    @Nullable JsonNode rows();
  }
}
