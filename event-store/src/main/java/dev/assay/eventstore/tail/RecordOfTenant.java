package dev.assay.eventstore.tail;

import dev.assay.api.id.TenantId;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads one tenant's part of the record under its row-level security. */
public final class RecordOfTenant {
  private static final String SCOPE = "SELECT set_config('assay.tenant', ?, true)";
  private static final String HEAD =
      """
      SELECT position, tenant_position FROM event_store.event_order
      WHERE tenant_id = ? ORDER BY tenant_position DESC LIMIT 1
      """;
  private static final String OF_AGGREGATES =
      """
      SELECT o.position, o.tenant_position, e.id, e.tenant_id, e.aggregate_type, e.aggregate_id, e.sequence,
        e.type, e.revision, e.recorded_at, e.command_id, e.payload, e.metadata
      FROM event_store.events e JOIN event_store.event_order o ON o.event_id = e.id
      WHERE e.tenant_id = ? AND e.aggregate_id = ANY (?) AND o.position > ? AND o.position <= ?
      ORDER BY o.position LIMIT ?
      """;

  private static final String EXISTS =
      """
      SELECT EXISTS (SELECT FROM event_store.events
        WHERE tenant_id = ? AND aggregate_id = ? AND aggregate_type = ?)
      """;

  /** The last event's place; both 0 where the tenant has none. */
  record Head(long position, long tenantPosition) {}

  private final TransactionTemplate transaction;
  private final JdbcTemplate jdbc;
  private final EventReader events;
  private final EventCodec codec;

  public RecordOfTenant(Databases databases, EventCodec codec) {
    this.codec = codec;
    this.transaction = databases.transaction(DatabaseRole.READER);
    this.transaction.setReadOnly(true);
    this.jdbc = databases.jdbc(DatabaseRole.READER);
    this.events = new EventReader(databases.dataSource(DatabaseRole.READER), codec);
  }

  Head head(TenantId tenant) {
    return scoped(
        tenant,
        () ->
            jdbc
                .query(
                    HEAD, (row, index) -> new Head(row.getLong(1), row.getLong(2)), tenant.value())
                .stream()
                .findFirst()
                .orElse(new Head(0, 0)));
  }

  List<StoredEvent> after(TenantId tenant, long tenantPosition, int limit) {
    return scoped(tenant, () -> events.ofTenantAfter(tenant.value(), tenantPosition, limit));
  }

  /** Whether anything is recorded of an aggregate, though nobody may have read it yet. */
  public boolean exists(TenantId tenant, String aggregateType, UUID aggregate) {
    return scoped(
        tenant,
        () ->
            Boolean.TRUE.equals(
                jdbc.queryForObject(
                    EXISTS, Boolean.class, tenant.value(), aggregate, aggregateType)));
  }

  /** The events of some aggregates with positions in (after, upTo], the lowest first. */
  public List<StoredEvent> ofAggregates(
      TenantId tenant, Collection<UUID> aggregates, long after, long upTo, int limit) {
    UUID[] ids = aggregates.toArray(UUID[]::new);
    return scoped(
        tenant,
        () ->
            jdbc.query(
                OF_AGGREGATES,
                (row, index) -> event(row),
                tenant.value(),
                ids,
                after,
                upTo,
                limit));
  }

  /** Tells the database for whom the query is; without it the reader role sees no event. */
  private <T> T scoped(TenantId tenant, Supplier<T> query) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.queryForObject(SCOPE, String.class, tenant.toString());
              return query.get();
            }));
  }

  private StoredEvent event(ResultSet row) throws SQLException {
    return new StoredEvent(
        new StoredEvent.Row(
            row.getLong(1),
            row.getLong(2),
            row.getObject(3, UUID.class),
            row.getObject(4, UUID.class),
            row.getString(5),
            row.getObject(6, UUID.class),
            row.getLong(7),
            row.getString(8),
            row.getInt(9),
            row.getObject(10, OffsetDateTime.class).toInstant(),
            row.getObject(11, UUID.class),
            row.getBytes(12),
            row.getBytes(13)),
        codec);
  }
}
