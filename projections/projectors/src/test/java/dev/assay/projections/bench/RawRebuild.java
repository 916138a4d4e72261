package dev.assay.projections.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The baseline: the same events become the same rows of {@code executions} and {@code
 * execution_tasks} by a loop that knows nothing but these ten events: JDBC, a JSON parser, a map of
 * rows, {@code COPY}, then the indexes. No versions, no dead letters, no positions to go on from,
 * no row-level security, no comparison.
 */
final class RawRebuild {
  private static final int WINDOW = 16_384;

  /** A row of {@code executions}, or of {@code execution_tasks}. */
  private static final class Row {
    final List<Object> key;
    final Map<String, @Nullable Object> columns = new LinkedHashMap<>();

    Row(Object... key) {
      this.key = List.of(key);
    }
  }

  private final DataSource connections;
  private final JsonMapper json = JsonMapper.shared();

  RawRebuild(DataSource superuser) {
    connections = superuser;
  }

  /** Seconds for all events up to {@code head} on {@code threads}. */
  double run(long head, int threads) throws Exception {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("executions", "execution_tasks")) {
        statement.execute("DROP TABLE IF EXISTS bench." + table);
        statement.execute(
            "CREATE TABLE bench.%s (LIKE read_model.%s_v1 INCLUDING ALL EXCLUDING INDEXES)"
                .formatted(table, table));
      }
      statement.execute("ALTER TABLE bench.executions ADD PRIMARY KEY (tenant_id, execution_id)");
      statement.execute(
          "ALTER TABLE bench.execution_tasks ADD PRIMARY KEY (tenant_id, execution_id, task_id)");
    }
    long start = System.nanoTime();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<?> one :
          IntStream.range(0, threads)
              .mapToObj(i -> pool.submit(() -> load(head, threads, i)))
              .toList()) {
        one.get();
      }
    }
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE INDEX ON bench.executions (tenant_id, created_at DESC, execution_id DESC)");
      statement.execute("ANALYZE bench.executions; ANALYZE bench.execution_tasks");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private @Nullable Void load(long head, int threads, int thread) throws SQLException, IOException {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      for (long after = 0; after < head; after += WINDOW) {
        copy(connection, rows(connection, after, Math.min(head, after + WINDOW), threads, thread));
        connection.commit();
      }
    }
    return null;
  }

  private Map<Object, Row> rows(
      Connection connection, long after, long upTo, int threads, int thread) throws SQLException {
    Map<Object, Row> rows = new LinkedHashMap<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT o.position, e.tenant_id, e.aggregate_id, e.sequence, e.type, e.recorded_at, e.payload
            FROM (SELECT * FROM event_store.event_order WHERE position > ? AND position <= ?
                    AND (uuid_hash_extended(aggregate_id, 0) & 2147483647) % ? = ?) o
            CROSS JOIN LATERAL (SELECT * FROM event_store.events e WHERE e.tenant_id = o.tenant_id
              AND e.aggregate_id = o.aggregate_id AND e.sequence = o.sequence LIMIT 1) e
            ORDER BY o.position""")) {
      query.setLong(1, after);
      query.setLong(2, upTo);
      query.setInt(3, threads);
      query.setInt(4, thread);
      try (ResultSet events = query.executeQuery()) {
        while (events.next()) {
          take(rows, events);
        }
      }
    }
    return rows;
  }

  private void take(Map<Object, Row> rows, ResultSet event) throws SQLException {
    JsonNode payload = json.readTree(event.getBytes(7));
    Object tenant = event.getObject(2);
    Object execution = event.getObject(3);
    Object at = event.getObject(6, OffsetDateTime.class);
    Row row = rows.computeIfAbsent(execution, id -> new Row(tenant, id));
    String type = event.getString(5);
    switch (type) {
      case "workflow-execution.started" -> {
        for (String name : List.of("workflowId", "namespace", "name", "version", "contentHash")) {
          row.columns.put(column(name), payload.get(name).stringValue());
        }
        row.columns.put("run_state", "RUNNING");
        row.columns.put("input", payload.get("input"));
        row.columns.put("priority", payload.get("priority").intValue());
        row.columns.put("deadline", payload.get("deadline").stringValue());
      }
      case "workflow-execution.completed" -> {
        row.columns.put("run_state", "COMPLETED");
        row.columns.put("output", payload.get("output"));
        row.columns.put("ended_at", at);
      }
      default -> {
        String id = payload.get("taskId").stringValue();
        Row task = rows.computeIfAbsent(id, it -> new Row(tenant, execution, it));
        if (type.endsWith("scheduled")) {
          for (String name : List.of("reference", "name", "kind")) {
            task.columns.put(name, payload.get(name).stringValue());
          }
          task.columns.put("status", "RUNNING");
          task.columns.put("attempt", payload.get("attempt").intValue());
        } else {
          task.columns.put("status", "COMPLETED");
          task.columns.put("output", payload.get("output"));
          task.columns.put("ended_at", at);
        }
        seen(task, event, at);
      }
    }
    seen(row, event, at);
  }

  private static void seen(Row row, ResultSet event, Object at) throws SQLException {
    row.columns.putIfAbsent("created_at", at);
    row.columns.putIfAbsent("created_position", event.getLong(1));
    row.columns.put("updated_at", at);
    row.columns.put("last_position", event.getLong(1));
    row.columns.put("sequence", event.getLong(4));
  }

  private static String column(String name) {
    return switch (name) {
      case "workflowId" -> "workflow_id";
      case "contentHash" -> "content_hash";
      default -> name;
    };
  }

  /** Rows whose execution began in an earlier window are set; all others are copied. */
  private void copy(Connection connection, Map<Object, Row> rows) throws SQLException, IOException {
    Map<List<String>, StringBuilder> texts = new LinkedHashMap<>();
    for (Row row : rows.values()) {
      boolean isTask = row.key.size() == 3;
      if (!row.columns.containsKey(isTask ? "reference" : "workflow_id")) {
        update(connection, row, isTask);
        continue;
      }
      List<String> form = new java.util.ArrayList<>(row.columns.keySet());
      form.addFirst(isTask ? "execution_tasks" : "executions");
      StringBuilder text = texts.computeIfAbsent(form, f -> new StringBuilder());
      row.key.forEach(key -> text.append(key).append('\t'));
      row.columns.values().forEach(value -> append(text, value));
      text.setCharAt(text.length() - 1, '\n');
    }
    for (Map.Entry<List<String>, StringBuilder> text : texts.entrySet()) {
      List<String> form = text.getKey();
      String key =
          form.getFirst().equals("executions")
              ? "tenant_id, execution_id, "
              : "tenant_id, execution_id, task_id, ";
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "COPY bench.%s (%s%s) FROM STDIN"
                  .formatted(form.getFirst(), key, String.join(", ", form.subList(1, form.size()))),
              new StringReader(text.getValue().toString()));
    }
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    String plain = String.valueOf(value);
    if (plain.indexOf('\\') >= 0 || plain.indexOf('\n') >= 0 || plain.indexOf('\t') >= 0) {
      plain = plain.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }
    text.append(plain).append('\t');
  }

  private static void update(Connection connection, Row row, boolean isTask) throws SQLException {
    StringBuilder sql =
        new StringBuilder("UPDATE bench." + (isTask ? "execution_tasks" : "executions") + " SET ");
    row.columns
        .keySet()
        .removeIf(name -> name.equals("created_at") || name.equals("created_position"));
    row.columns
        .keySet()
        .forEach(
            name ->
                sql.append(name)
                    .append(
                        switch (name) {
                          case "output" -> " = ?::json, ";
                          default -> " = ?, ";
                        }));
    sql.setLength(sql.length() - 2);
    sql.append(" WHERE tenant_id = ? AND execution_id = ?");
    if (isTask) {
      sql.append(" AND task_id = ?::uuid");
    }
    try (PreparedStatement update = connection.prepareStatement(sql.toString())) {
      int place = 1;
      for (Object value : row.columns.values()) {
        update.setObject(place++, value instanceof JsonNode tree ? tree.toString() : value);
      }
      for (Object key : row.key) {
        update.setObject(place++, key);
      }
      update.executeUpdate();
    }
  }
}
