package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row to be made, with the columns that every table has.
 *
 * @param values of the other columns; {@link RowOperation}s are computed
 * @param createdAt when the event was recorded that made it; {@code updatedAt}: that changed it
 *     last
 */
record Row(
    UUID tenant,
    Map<String, Object> key,
    Map<String, @Nullable Object> values,
    Instant createdAt,
    long createdPosition,
    Instant updatedAt,
    long lastPosition,
    long sequence) {

  static Row of(StoredEvent event, RowChange change) {
    return new Row(
        event.tenantId().value(),
        change.key(),
        change.values(),
        event.recordedAt(),
        event.position(),
        event.recordedAt(),
        event.position(),
        event.sequence());
  }
}
