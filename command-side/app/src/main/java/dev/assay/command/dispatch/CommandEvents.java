package dev.assay.command.dispatch;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.TenantId;
import dev.assay.eventstore.codec.EventCodec;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds what a command has appended, whether it is ordered yet or not. */
public final class CommandEvents {
  private static final String OF_COMMAND =
      """
      SELECT sequence, type, revision, payload FROM event_store.events
      WHERE tenant_id = ? AND command_id = ? ORDER BY ordinal LIMIT 1000
      """;
  private static final String LAST_OF_COMMAND =
      """
      SELECT max(sequence) FROM event_store.events
      WHERE tenant_id = ? AND command_id = ? AND aggregate_id = ?
      """;
  private static final String LAST_OF_AGGREGATE =
      """
      SELECT e.sequence, e.command_id, o.position FROM event_store.events e
      LEFT JOIN event_store.event_order o ON o.event_id = e.id
      WHERE e.tenant_id = ? AND e.aggregate_id = ? ORDER BY e.sequence DESC LIMIT 1
      """;

  /**
   * The last event of an aggregate.
   *
   * @param position null while it is not ordered
   */
  record Last(long sequence, UUID commandId, @Nullable Long position) {}

  private final JdbcTemplate jdbc;
  private final EventCodec codec;

  /**
   * @param events of a role that may read every event
   */
  public CommandEvents(DataSource events, EventCodec codec) {
    this.jdbc = new JdbcTemplate(events);
    this.codec = codec;
  }

  /** In the order in which they were appended; empty where the command appended nothing. */
  public List<DomainEvent> of(TenantId tenant, UUID commandId) {
    return jdbc.query(
        OF_COMMAND,
        (row, index) -> codec.decode(row.getString(2), row.getInt(3), row.getBytes(4)),
        tenant.value(),
        commandId);
  }

  @Nullable Long sequenceAfter(TenantId tenant, UUID commandId, UUID aggregateId) {
    return jdbc.queryForObject(LAST_OF_COMMAND, Long.class, tenant.value(), commandId, aggregateId);
  }

  @Nullable Last lastOf(TenantId tenant, UUID aggregateId) {
    return jdbc
        .query(
            LAST_OF_AGGREGATE,
            (row, index) ->
                new Last(
                    row.getLong(1), row.getObject(2, UUID.class), row.getObject(3, Long.class)),
            tenant.value(),
            aggregateId)
        .stream()
        .findFirst()
        .orElse(null);
  }
}
