package dev.assay.projections.runner;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.Id;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.FoldedRows.Form;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.ReadModels;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of one change. Either form changes nothing where the row has seen this event or a later
 * one.
 */
record RowStatement(String sql, List<@Nullable Object> arguments) {

  static RowStatement of(ModelBuild build, EventChange change) {
    String table = table(build, change.change().view());
    return switch (change.change().kind()) {
      case UPSERT -> upsert(table, Row.of(change.event(), change.change()));
      case UPDATE -> update(table, change.event(), change.change(), change.event().position());
    };
  }

  static String table(ModelBuild build, String view) {
    return ReadModels.SCHEMA + "." + build.table(view);
  }

  static RowStatement upsert(String table, Row row) {
    return new RowStatement(
        upsert(table, row.key().keySet(), row.values().keySet()), upsertArguments(row));
  }

  static List<RowStatement> upsert(String table, Form form, List<Row> rows) {
    String sql = upsert(table, form.keys(), form.columns());
    return rows.stream().map(row -> new RowStatement(sql, upsertArguments(row))).toList();
  }

  private static String upsert(String table, Collection<String> keys, Collection<String> values) {
    List<String> key = new ArrayList<>(List.of("tenant_id"));
    key.addAll(keys);
    List<String> mutable = new ArrayList<>(values);
    mutable.addAll(List.of("updated_at", "last_position", "sequence"));
    List<String> columns = new ArrayList<>(key);
    columns.addAll(mutable);
    columns.addAll(List.of("created_at", "created_position"));
    return "INSERT INTO %s AS stored (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s WHERE stored.last_position < excluded.last_position"
        .formatted(
            table,
            String.join(", ", columns),
            columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
            String.join(", ", key),
            mutable.stream()
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", ")));
  }

  private static List<@Nullable Object> upsertArguments(Row row) {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(row.tenant());
    arguments.addAll(row.key().values());
    arguments.addAll(row.values().values());
    arguments.add(row.updatedAt());
    arguments.add(row.lastPosition());
    arguments.add(row.sequence());
    arguments.add(row.createdAt());
    arguments.add(row.createdPosition());
    return arguments;
  }

  /**
   * Sets what a change says, where the row has not seen {@code seen} or a later event.
   *
   * @param event the row has seen it then
   */
  static RowStatement update(String table, StoredEvent event, RowChange change, long seen) {
    StringBuilder sql = new StringBuilder("UPDATE ").append(table).append(" SET ");
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Map.Entry<String, @Nullable Object> value : change.values().entrySet()) {
      if (value.getValue() instanceof RowOperation operation) {
        sql.append(value.getKey()).append(" = ");
        sql.append(operation.sql(value.getKey())).append(", ");
        arguments.addAll(operation.arguments());
      } else {
        sql.append(value.getKey()).append(" = ?, ");
        arguments.add(value.getValue());
      }
    }
    sql.append("updated_at = ?, last_position = ?, sequence = ? WHERE tenant_id = ?");
    arguments.add(event.recordedAt());
    arguments.add(event.position());
    arguments.add(event.sequence());
    arguments.add(event.tenantId());
    change.key().keySet().forEach(column -> sql.append(" AND ").append(column).append(" = ?"));
    arguments.addAll(change.key().values());
    sql.append(" AND last_position < ?");
    arguments.add(seen);
    return new RowStatement(sql.toString(), arguments);
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < arguments.size(); i++) {
      bind(statement, i + 1, arguments.get(i));
    }
  }

  private static void bind(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Id id -> statement.setObject(index, id.value());
      case UUID id -> statement.setObject(index, id);
      case Instant time -> statement.setObject(index, storable(time).atOffset(ZoneOffset.UTC));
      case String text -> statement.setString(index, storable(text));
      case RowOperation.Ids list ->
          statement.setArray(
              index, statement.getConnection().createArrayOf("uuid", list.ids().toArray()));
      case Enum<?> constant -> statement.setString(index, constant.name());
      case Number number -> statement.setObject(index, number);
      case Boolean flag -> statement.setBoolean(index, flag);
      default ->
          statement.setObject(index, EventJson.mapper().writeValueAsString(value), Types.OTHER);
    }
  }

  /**
   * Rounded to PostgreSQL's microseconds here, since its driver and it round halves differently.
   */
  static Instant storable(Instant time) {
    return time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
  }

  /** PostgreSQL's text cannot hold NUL; JSON escapes it. */
  static String storable(String text) {
    // Looking for one takes a fraction of what replacing none does.
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }
}
