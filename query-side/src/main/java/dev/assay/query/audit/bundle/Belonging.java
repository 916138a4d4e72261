package dev.assay.query.audit.bundle;

import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Which events belong to a correlation though they do not carry it: a person decides on a review,
 * or cancels an execution, with a request of their own. Of the aggregates that work under the
 * correlation all events belong to it, and all that those caused. Must run within the reading
 * transaction of the tenant.
 */
final class Belonging {
  /** People's requests that one followed from another. */
  private static final int MOST_ROUNDS = 1_000;

  private static final String OF_WORK =
      "aggregate_type IN ('WorkflowExecution', 'AgentExecution', 'Validation', 'Review')";
  private static final String AGGREGATES =
      "SELECT DISTINCT aggregate_id FROM read_model.audit_events WHERE correlation_id = ? AND "
          + OF_WORK;
  private static final String AGGREGATES_OF =
      "SELECT DISTINCT aggregate_id FROM read_model.audit_events WHERE event_id = ANY (?) AND "
          + OF_WORK;
  private static final String OTHERS =
      """
      SELECT event_id FROM read_model.audit_events
      WHERE %s = ANY (?) AND correlation_id IS DISTINCT FROM ? LIMIT ?
      """;
  private static final String OTHERS_OF = OTHERS.formatted("aggregate_id");
  private static final String CAUSED_BY = OTHERS.formatted("causation_id");

  private static final RowMapper<UUID> ID = (row, index) -> row.getObject(1, UUID.class);

  private final JdbcTemplate jdbc;
  private final String correlation;
  private final int atMost;
  private final Set<UUID> aggregates = new HashSet<>();
  private final Set<UUID> events = new HashSet<>();

  private Belonging(JdbcTemplate jdbc, String correlation, int atMost) {
    this.jdbc = jdbc;
    this.correlation = correlation;
    this.atMost = atMost;
  }

  /**
   * Ids of such events, in no order.
   *
   * @param atMost where there are more, as many are enough
   */
  static Set<UUID> to(JdbcTemplate jdbc, String correlation, int atMost) {
    return new Belonging(jdbc, correlation, atMost).found();
  }

  private Set<UUID> found() {
    List<UUID> working = jdbc.queryForList(AGGREGATES, UUID.class, correlation);
    List<UUID> latest = List.of();
    aggregates.addAll(working);
    for (int round = 0; round < MOST_ROUNDS && events.size() < atMost; round++) {
      Set<UUID> next = new HashSet<>(others(OTHERS_OF, working));
      next.addAll(others(CAUSED_BY, latest));
      next.removeAll(events);
      if (next.isEmpty()) {
        break;
      }
      events.addAll(next);
      latest = List.copyOf(next);
      working =
          jdbc.query(AGGREGATES_OF, ps -> ps.setArray(1, uuids(ps.getConnection(), next)), ID);
      working.removeIf(aggregates::contains);
      aggregates.addAll(working);
    }
    return events;
  }

  static Array uuids(Connection connection, Collection<UUID> ids) throws SQLException {
    return connection.createArrayOf("uuid", ids.toArray());
  }

  private List<UUID> others(String sql, Collection<UUID> of) {
    return of.isEmpty()
        ? List.of()
        : jdbc.query(
            sql,
            ps -> {
              ps.setArray(1, uuids(ps.getConnection(), of));
              ps.setString(2, correlation);
              ps.setInt(3, atMost);
            },
            ID);
  }
}
