package dev.assay.query.audit.history;

import dev.assay.api.state.AggregateStates;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.eventstore.reader.StoredEvent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the events of an aggregate are added up to. */
interface Fold {
  /** Throws {@link IllegalStateException} where the event cannot follow those before it. */
  void add(StoredEvent event);

  /** Null where there is nothing yet. */
  @Nullable JsonNode state();

  /** The aggregate itself. */
  static Fold of(AggregateStates.History aggregate) {
    return new Fold() {
      @Override
      public void add(StoredEvent event) {
        aggregate.add(event.opened());
      }

      @Override
      public @Nullable JsonNode state() {
        return aggregate.state();
      }
    };
  }

  /** What a read model has of it. */
  static Fold of(ReadModelStates.History readModel) {
    return new Fold() {
      @Override
      public void add(StoredEvent event) {
        try {
          readModel.add(event);
        } catch (ClassCastException | NullPointerException | IllegalArgumentException e) {
          // What would park it as a dead letter.
          throw new IllegalStateException(e);
        }
      }

      @Override
      public @Nullable JsonNode state() {
        return readModel.rows();
      }
    };
  }
}
