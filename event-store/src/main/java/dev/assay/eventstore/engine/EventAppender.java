package dev.assay.eventstore.engine;

import dev.assay.eventstore.DuplicateCommandException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Appends rows in one statement that is its own transaction: all or none. It joins no transaction
 * of its caller, because a transaction id that is taken long before its commit would keep every
 * later event from being ordered.
 */
final class EventAppender {
  /** Events in one append at most; a command that decides more is at fault. */
  static final int MAX_EVENTS = 1_000;

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String INSERT =
      """
      INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence,
        type, revision, recorded_at, command_id, payload, metadata) VALUES """;
  private static final String ROW = "(?,?,?,?,?,?,?,?,?,?,?,?)";
  private static final int CACHED = 16;
  private static final String[] STATEMENTS =
      IntStream.rangeClosed(0, CACHED).mapToObj(EventAppender::statement).toArray(String[]::new);

  private final DataSource appender;

  EventAppender(DataSource appender) {
    this.appender = appender;
  }

  /**
   * Throws {@link DuplicateCommandException} when events of one of the commands are stored already,
   * {@link AggregateStreamCreationException} when an aggregate that the rows begin exists, {@link
   * ConcurrencyException} when another writer was first, {@link EventStoreException} for any other
   * failure of the database.
   */
  void append(List<EventRow> rows) {
    if (rows.isEmpty()) {
      return;
    }
    if (rows.size() > MAX_EVENTS) {
      throw new EventStoreException(
          "Expected at most " + MAX_EVENTS + " events in one append, but got " + rows.size());
    }
    try (Connection connection = appender.getConnection()) {
      if (!connection.getAutoCommit()) {
        throw new EventStoreException("Expected a connection in autocommit, but it is not");
      }
      insert(connection, rows);
    } catch (SQLException e) {
      throw new EventStoreException("Could not append to the event store", e);
    }
  }

  static void insert(Connection connection, List<EventRow> rows) throws SQLException {
    String sql = rows.size() <= CACHED ? STATEMENTS[rows.size()] : statement(rows.size());
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      int at = 0;
      for (EventRow row : rows) {
        at = bind(insert, at, row);
      }
      insert.executeUpdate();
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw conflict(connection, rows, e);
      }
      throw e;
    }
  }

  private static int bind(PreparedStatement insert, int from, EventRow row) throws SQLException {
    int at = from;
    insert.setObject(++at, row.id());
    insert.setInt(++at, row.ordinal());
    insert.setObject(++at, row.tenantId());
    insert.setString(++at, row.aggregateType());
    insert.setObject(++at, row.aggregateId());
    insert.setLong(++at, row.sequence());
    insert.setString(++at, row.type());
    insert.setInt(++at, row.revision());
    insert.setObject(++at, row.recordedAt());
    insert.setObject(++at, row.commandId());
    insert.setBytes(++at, row.payload());
    insert.setBytes(++at, row.metadata());
    return at;
  }

  /**
   * A repeated command often collides by aggregate sequence first, whichever index PostgreSQL looks
   * at; so the rows tell, not the name of the constraint.
   */
  private static RuntimeException conflict(
      Connection connection, List<EventRow> rows, SQLException cause) throws SQLException {
    for (EventRow row : rows) {
      if (exists(connection, "command_id = ?", row, row.commandId())) {
        return new DuplicateCommandException(row.commandId(), cause);
      }
    }
    for (EventRow row : rows) {
      if (row.sequence() == 0
          && exists(connection, "aggregate_id = ? AND sequence = 0", row, row.aggregateId())) {
        return new AggregateStreamCreationException(
            "Expected %s %s to be new, but it exists"
                .formatted(row.aggregateType(), row.aggregateId()),
            cause);
      }
    }
    EventRow first = rows.getFirst();
    return new ConcurrencyException(
        "Expected to append %s %s at sequence %d, but another writer was first"
            .formatted(first.aggregateType(), first.aggregateId(), first.sequence()),
        cause);
  }

  private static boolean exists(
      Connection connection, String condition, EventRow row, java.util.UUID id)
      throws SQLException {
    String sql = "SELECT 1 FROM event_store.events WHERE tenant_id = ? AND " + condition;
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setObject(1, row.tenantId());
      query.setObject(2, id);
      try (ResultSet found = query.executeQuery()) {
        return found.next();
      }
    }
  }

  private static String statement(int rows) {
    return INSERT + IntStream.range(0, rows).mapToObj(i -> ROW).collect(Collectors.joining(","));
  }
}
