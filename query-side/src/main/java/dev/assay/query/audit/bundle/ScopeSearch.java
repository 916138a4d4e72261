package dev.assay.query.audit.bundle;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the leaves of a scope. Must run within the reading transaction of the tenant. */
final class ScopeSearch {
  /** A selection is held in memory and proves each leaf by itself; more is exported as a range. */
  static final int MOST_SELECTED = 1_000_000;

  private static final String POSITION_AT =
      "SELECT position FROM event_store.event_order WHERE tenant_id = ? AND tenant_position = ?";
  private static final String OF_AGGREGATE =
      """
      SELECT o.tenant_position - 1
      FROM (SELECT id FROM event_store.events WHERE tenant_id = ? AND aggregate_id = ? LIMIT ?) e
      JOIN event_store.event_order o ON o.event_id = e.id
      WHERE o.tenant_position <= ? ORDER BY o.tenant_position
      """;
  private static final String CORRELATION =
      """
      SELECT correlation_id FROM read_model.audit_events
      WHERE aggregate_id = ? AND aggregate_type = 'WorkflowExecution' AND correlation_id IS NOT NULL
      ORDER BY created_position LIMIT 1
      """;
  private static final String OF_CORRELATION =
      """
      SELECT o.tenant_position - 1
      FROM (
        SELECT event_id FROM read_model.audit_events WHERE correlation_id = ?
        UNION SELECT unnest(?) LIMIT ?
      ) a
      JOIN event_store.event_order o ON o.event_id = a.event_id
      WHERE o.tenant_position <= ? ORDER BY o.tenant_position
      """;

  private final JdbcTemplate jdbc;

  ScopeSearch(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** In a tree of this size; {@code NOT_FOUND} where an aggregate or execution has no event. */
  Leaves find(UUID tenant, Scope scope, long size) {
    return switch (scope.kind()) {
      case TENANT -> new Leaves.Range(0, size);
      case POSITIONS ->
          new Leaves.Range(
              before(tenant, Objects.requireNonNull(scope.from()), size),
              before(tenant, Objects.requireNonNull(scope.to()) + 1, size));
      case EXECUTION -> ofExecution(Objects.requireNonNull(scope.executionId()), size);
      case AGGREGATE -> {
        UUID id = Objects.requireNonNull(scope.aggregateId());
        yield selection(ofAggregate(tenant, id, size), "aggregate", id);
      }
    };
  }

  /** The global position of the last leaf of a tree of this size. */
  long lastPosition(UUID tenant, long size) {
    return positionAt(tenant, size);
  }

  private Leaves ofExecution(UUID executionId, long size) {
    String correlation =
        jdbc.queryForList(CORRELATION, String.class, executionId).stream()
            .findFirst()
            .orElseThrow(() -> CommandRejected.notFound("execution", executionId));
    Set<UUID> belonging = Belonging.to(jdbc, correlation, MOST_SELECTED + 1);
    List<Long> indexes =
        jdbc.query(
            OF_CORRELATION,
            ps -> {
              ps.setString(1, correlation);
              ps.setArray(2, Belonging.uuids(ps.getConnection(), belonging));
              ps.setInt(3, MOST_SELECTED + 1);
              ps.setLong(4, size);
            },
            (row, i) -> row.getLong(1));
    return selection(indexes, "execution", executionId);
  }

  /** Indexes of an aggregate's events in a tree of this size. */
  List<Long> ofAggregate(UUID tenant, UUID aggregateId, long size) {
    return jdbc.queryForList(
        OF_AGGREGATE, Long.class, tenant, aggregateId, MOST_SELECTED + 1, size);
  }

  private static Leaves selection(List<Long> indexes, String what, UUID id) {
    if (indexes.isEmpty()) {
      throw CommandRejected.notFound(what, id);
    }
    if (indexes.size() > MOST_SELECTED) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE,
          "Expected at most 1,000,000 events of the %s, but there are more: export positions"
              .formatted(what));
    }
    return new Leaves.Selection(indexes);
  }

  /** How many of the tenant's events lie before a global position; both orders are the same. */
  private long before(UUID tenant, long position, long size) {
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (positionAt(tenant, middle + 1) < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long positionAt(UUID tenant, long tenantPosition) {
    Long position = jdbc.queryForObject(POSITION_AT, Long.class, tenant, tenantPosition);
    return Objects.requireNonNull(position);
  }
}
