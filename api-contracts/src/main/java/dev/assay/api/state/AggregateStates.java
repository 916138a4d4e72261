package dev.assay.api.state;

import dev.assay.api.event.DomainEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Adds up the events of any aggregate by the very function by which that aggregate evolves. The
 * audit answers with it; whoever has the aggregates implements it.
 */
public interface AggregateStates {
  /** An empty history; null where there is no aggregate of this type. */
  @Nullable History begin(String aggregateType);

  /** One aggregate's events so far. Used by one thread. */
  interface History {
    /**
     * Adds the next event. Throws {@link IllegalStateException} where the aggregate has no such
     * move: the record then holds what this build would never have decided.
     */
    void add(DomainEvent event);

    /**
     * The state as JSON: members as the aggregate names them, sets in a fixed order, null where no
     * event has been added.
     */
    @Nullable JsonNode state();
  }
}
