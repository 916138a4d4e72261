package dev.assay.query.audit.causation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Follows causes up and down by the read model {@code audit-events}. */
public final class Causes {
  private static final String COLUMNS =
      "event_id, created_position, type, aggregate_type, aggregate_id, sequence, created_at, actor, causation_id";

  private static final String OWN =
      """
      SELECT %s FROM read_model.audit_events
      WHERE aggregate_id = ? AND aggregate_type = ? ORDER BY created_position LIMIT ?
      """
          .formatted(COLUMNS);

  // The outer limit ends the recursion: PostgreSQL makes no more rows than are asked for.
  private static final String CONNECTED =
      """
      WITH RECURSIVE connected AS (
        SELECT %1$s FROM read_model.audit_events WHERE event_id = ANY (?)
        UNION
        SELECT found.* FROM connected known CROSS JOIN LATERAL (
          SELECT %1$s FROM read_model.audit_events next WHERE %2$s
        ) found
      )
      SELECT * FROM connected LIMIT ?
      """;
  private static final String UP =
      CONNECTED.formatted(COLUMNS, "next.event_id = known.causation_id");
  private static final String DOWN =
      CONNECTED.formatted(COLUMNS, "next.causation_id = known.event_id");

  private final JdbcTemplate jdbc;

  /**
   * @param jdbc of the reader role; calls must run within the reading transaction of a tenant
   */
  public Causes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The aggregate's own events, the oldest first. */
  List<CausedEvent> own(String aggregateType, UUID aggregateId, int limit) {
    return jdbc.query(OWN, Causes::event, aggregateId, aggregateType, limit);
  }

  /** Those of these ids that are events. */
  Set<UUID> events(Collection<UUID> ids) {
    return Set.copyOf(
        jdbc.queryForList(
            "SELECT event_id FROM read_model.audit_events WHERE event_id = ANY (?)",
            UUID.class,
            (Object) ids.toArray(UUID[]::new)));
  }

  /** These events and all that led to them, the nearest first. */
  List<CausedEvent> up(List<UUID> events, int limit) {
    return jdbc.query(UP, Causes::event, events.toArray(UUID[]::new), limit);
  }

  /** These events and all that followed from them, the nearest first. */
  List<CausedEvent> down(List<UUID> events, int limit) {
    return jdbc.query(DOWN, Causes::event, events.toArray(UUID[]::new), limit);
  }

  private static CausedEvent event(ResultSet row, int index) throws SQLException {
    return new CausedEvent(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, UUID.class),
        row.getLong(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getString(8),
        row.getObject(9, UUID.class));
  }
}
