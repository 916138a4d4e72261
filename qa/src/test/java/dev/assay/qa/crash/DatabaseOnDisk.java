package dev.assay.qa.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The database of a one-machine server, read past all code of the program. */
final class DatabaseOnDisk {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String EVENTS =
      """
      SELECT coalesce(o.position, 0), e.tenant_id, coalesce(o.tenant_position, 0), e.id, e.command_id,
             e.ordinal, e.aggregate_type, e.aggregate_id, e.sequence, e.type, e.recorded_at,
             e.metadata, e.payload
      FROM event_store.events e LEFT JOIN event_store.event_order o ON o.event_id = e.id
      ORDER BY o.position NULLS LAST""";

  /** Executions that have neither ended nor asked for a person. */
  private static final String GOING_ON =
      """
      SELECT count(*) FILTER (WHERE type = 'workflow-execution.started')
           - count(DISTINCT aggregate_id) FILTER (WHERE type IN ('workflow-execution.completed',
               'workflow-execution.faulted', 'workflow-execution.cancelled',
               'workflow-execution.task-waiting'))
      FROM event_store.events WHERE aggregate_type = 'WorkflowExecution'""";

  /** Events without a place, calls in the queue, and projections behind the order. */
  private static final String PENDING =
      """
      SELECT (SELECT count(*) FROM event_store.events)
           - (SELECT count(*) FROM event_store.event_order)
           + (SELECT count(*) FROM work.model_calls)
           + (SELECT count(*) FROM read_model.projection_position
              WHERE position < (SELECT max(position) FROM event_store.event_order))""";

  private final Path dataDir;

  DatabaseOnDisk(Path dataDir) {
    this.dataDir = dataDir;
  }

  List<RecordedEvent> events() {
    return query(EVENTS, DatabaseOnDisk::event);
  }

  long executionsGoingOn() {
    return number(GOING_ON);
  }

  long pending() {
    return number(PENDING);
  }

  long number(String sql) {
    return query(sql, row -> row.getLong(1)).getFirst();
  }

  /** The first column to the second. */
  Map<String, String> map(String sql) {
    Map<String, String> map = new HashMap<>();
    query(sql, row -> map.put(row.getString(1), row.getString(2)));
    return map;
  }

  private interface Read<T> {
    T from(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, Read<T> read) {
    try (Connection connection = connect();
        PreparedStatement query = connection.prepareStatement(sql);
        ResultSet rows = query.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(read.from(rows));
      }
      return all;
    } catch (SQLException e) {
      throw new IllegalStateException("Expected to read the database of " + dataDir, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fourth line of {@code postmaster.pid} is the port, also while no server is ready. */
  private Connection connect() throws IOException, SQLException {
    String port = Files.readAllLines(dataDir.resolve("postgres/postmaster.pid")).get(3).strip();
    String password = Files.readString(dataDir.resolve("secrets/postgres-processor")).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/assay", "assay_processor", password);
  }

  private static RecordedEvent event(ResultSet row) throws SQLException {
    JsonNode metadata = JSON.readTree(row.getBytes(12));
    return new RecordedEvent(
        row.getLong(1),
        row.getObject(2, UUID.class),
        row.getLong(3),
        row.getObject(4, UUID.class),
        row.getObject(5, UUID.class),
        row.getInt(6),
        row.getString(7),
        row.getObject(8, UUID.class),
        row.getLong(9),
        row.getString(10),
        row.getTimestamp(11).toInstant(),
        metadata.path("correlationId").asString(""),
        JSON.readTree(row.getBytes(13)));
  }
}
