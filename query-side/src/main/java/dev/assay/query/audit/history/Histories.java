package dev.assay.query.audit.history;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.api.state.AggregateStates;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.query.reading.TenantReader;
import java.util.UUID;

/**
 * Opens histories of a tenant's aggregates. Each batch is a transaction of its own: what is
 * appended never changes, so batches agree without a snapshot.
 */
public final class Histories {
  private static final int BATCH = 500;

  private final TenantReader reader;
  private final EventReader events;
  private final AggregateStates states;

  /**
   * @param events on the connections of {@code reader}
   */
  public Histories(TenantReader reader, EventReader events, AggregateStates states) {
    this.reader = reader;
    this.events = events;
    this.states = states;
  }

  /** Throws {@code NOT_FOUND} where no aggregate is of that type. */
  History of(TenantId tenant, String aggregateType, UUID aggregateId) {
    AggregateStates.History folded = states.begin(aggregateType);
    if (folded == null) {
      throw CommandRejected.notFound(aggregateType, aggregateId);
    }
    return new History(
        aggregateType,
        aggregateId,
        folded,
        from ->
            reader.read(
                tenant, () -> events.ofAggregate(tenant.value(), aggregateId, from, BATCH)));
  }
}
