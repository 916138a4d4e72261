package dev.assay.query.whatif.batch;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How batches lie in the table {@code replay.what_ifs}. */
final class BatchRows {
  static final String COLUMNS =
      """
      tenant_id, what_if_id, question, budget, status, total, done, spent_ms, spent_events,
      spent_cost_usd, claims, stuck, requested_by, created_at, started_at, ended_at, expires_at,
      ended_because""";

  private BatchRows() {}

  static Batch batch(ResultSet row, int index) throws SQLException {
    return new Batch(
        new TenantId(row.getObject("tenant_id", UUID.class)),
        row.getObject("what_if_id", UUID.class),
        json(row.getString("question")),
        read(row.getString("budget"), Budget.class),
        Batch.Status.valueOf(row.getString("status")),
        row.getInt("total"),
        new Spent(
            row.getInt("done"),
            row.getLong("spent_ms"),
            row.getLong("spent_events"),
            row.getBigDecimal("spent_cost_usd")),
        row.getInt("claims"),
        row.getInt("stuck"),
        row.getString("requested_by"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        at(row, "started_at"),
        at(row, "ended_at"),
        at(row, "expires_at"),
        row.getString("ended_because"));
  }

  static @Nullable Instant at(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static JsonNode json(String text) {
    return EventJson.tree(text.getBytes(StandardCharsets.UTF_8));
  }

  static <T> T read(String text, Class<T> type) {
    return EventJson.mapper().treeToValue(json(text), type);
  }

  static String write(Object value) {
    return EventJson.mapper().writeValueAsString(value);
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
