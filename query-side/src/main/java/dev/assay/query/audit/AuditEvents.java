package dev.assay.query.audit;

import dev.assay.eventstore.seal.Sealing;
import dev.assay.query.audit.AuditFilter.Span;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.TenantReader;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds events by the read model {@code audit-events} and reads them from the record. SQL, because
 * the record is no read model and has no entities.
 */
final class AuditEvents {
  // LATERAL makes one probe of the record's key for each event found.
  private static final String FIND =
      """
      SELECT a.created_position, e.id, e.type, e.revision, e.aggregate_type, e.aggregate_id, e.sequence,
        e.recorded_at, e.metadata, e.payload
      FROM (
        SELECT tenant_id, aggregate_id, sequence, created_position FROM read_model.audit_events
        WHERE %s ORDER BY created_position %s LIMIT ?
      ) a CROSS JOIN LATERAL (
        SELECT * FROM event_store.events e
        WHERE e.tenant_id = a.tenant_id AND e.aggregate_id = a.aggregate_id AND e.sequence = a.sequence
        LIMIT 1
      ) e
      ORDER BY a.created_position %s
      """;

  // The sum keeps PostgreSQL from walking the positions one by one until one is in time; the index
  // on time has what this asks for.
  private static final String SPAN =
      """
      SELECT min(created_position + 0), max(created_position + 0) FROM read_model.audit_events WHERE %s
      """;

  private final JdbcTemplate jdbc;
  private final Sealing sealing;

  AuditEvents(JdbcTemplate jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /**
   * Between which positions the filter's time lies; null where no event was recorded then. Must run
   * within the reading transaction of a tenant, as all here.
   */
  @Nullable Span spanOf(AuditFilter filter) {
    if (!filter.hasTime()) {
      return Span.ALL;
    }
    AuditFilter.Condition condition = filter.ofTime();
    return jdbc
        .query(
            SPAN.formatted(condition.sql()),
            (row, index) -> new Span(row.getLong(1), row.getLong(2)),
            condition.arguments().toArray())
        .stream()
        .filter(span -> span.first() > 0)
        .findFirst()
        .orElse(null);
  }

  List<AuditEvent> find(AuditFilter filter, Span span, boolean newestFirst, int limit) {
    AuditFilter.Condition condition = filter.within(span);
    String order = newestFirst ? "DESC" : "ASC";
    List<Object> arguments = new ArrayList<>(condition.arguments());
    arguments.add(limit);
    return jdbc.query(
        FIND.formatted(condition.sql(), order, order),
        (row, index) -> event(row),
        arguments.toArray());
  }

  private AuditEvent event(ResultSet row) throws SQLException {
    return new AuditEvent(
        row.getLong(1),
        row.getObject(2, UUID.class),
        row.getString(3),
        row.getInt(4),
        row.getString(5),
        row.getObject(6, UUID.class),
        row.getLong(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        json(row.getBytes(9)),
        new Json(opened(row.getBytes(10))));
  }

  /** Texts are shown to auditors; what is erased reads so. */
  private String opened(byte[] utf8) {
    return sealing.openJson(
        TenantReader.tenant().value(), new String(utf8, StandardCharsets.UTF_8));
  }

  private static Json json(byte[] utf8) {
    return new Json(new String(utf8, StandardCharsets.UTF_8));
  }
}
