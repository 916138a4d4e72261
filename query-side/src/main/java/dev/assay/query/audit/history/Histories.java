package dev.assay.query.audit.history;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.api.state.AggregateStates;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.ReadModelStates;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.TenantReader;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens histories of a tenant's aggregates. Each batch is a transaction of its own: what is
 * appended never changes, so batches agree without a snapshot.
 */
public final class Histories {
  private static final int BATCH = 500;

  private final TenantReader reader;
  private final EventReader events;
  private final AggregateStates states;
  private final ReadModelStates readModels;

  /**
   * @param events on the connections of {@code reader}
   */
  public Histories(
      TenantReader reader, EventReader events, AggregateStates states, ReadModelStates readModels) {
    this.reader = reader;
    this.events = events;
    this.states = states;
    this.readModels = readModels;
  }

  /**
   * Throws {@code NOT_FOUND} where no aggregate is of that type, {@code INVALID_ARGUMENT} where no
   * read model has that name.
   *
   * @param readModel whose rows are added up; null for the aggregate itself
   */
  History of(TenantId tenant, String aggregateType, UUID aggregateId, @Nullable String readModel) {
    AggregateStates.History aggregate = states.begin(aggregateType);
    if (aggregate == null) {
      throw CommandRejected.notFound(aggregateType, aggregateId);
    }
    return new History(
        aggregateType,
        aggregateId,
        readModel == null ? Fold.of(aggregate) : Fold.of(rowsOf(readModel)),
        from ->
            reader.read(
                tenant, () -> events.ofAggregate(tenant.value(), aggregateId, from, BATCH)));
  }

  private ReadModelStates.History rowsOf(String readModel) {
    ReadModelStates.History rows = readModels.begin(readModel);
    if (rows == null) {
      throw Filters.refused(
          "readModel",
          "Expected readModel to be one of %s".formatted(String.join(", ", readModels.names()))
              + Filters.but(readModel));
    }
    return rows;
  }
}
