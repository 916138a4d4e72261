package dev.assay.query.whatif.batch;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.TenantReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Reads what came of each execution. */
final class Lines {
  private static final String COLUMNS =
      """
      SELECT ordinal, execution_id, outcome, failure, observed_passed, passed, comparability,
        from_record, mocked, blocked, lanes, differences, answered_at, took_ms
      FROM replay.what_if_executions WHERE tenant_id = ? AND what_if_id = ?
      """;

  /**
   * One with its report.
   *
   * @param sealed null where there is none
   */
  record WithReport(Line line, @Nullable JsonNode sealed) {}

  private final TenantReader reader;
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc on the connections of {@code reader}
   */
  Lines(TenantReader reader, JdbcTemplate jdbc) {
    this.reader = reader;
    this.jdbc = jdbc;
  }

  /**
   * In the order in which they are asked.
   *
   * @param outcome null is any
   */
  Page<Line> list(TenantId tenant, UUID whatIfId, @Nullable String outcome, PageQuery page) {
    List<String> cursor = page.cursorParts(1);
    int after = cursor.isEmpty() ? 0 : Integer.parseInt(cursor.getFirst());
    List<Line> found =
        reader.read(
            tenant,
            () ->
                jdbc.query(
                    COLUMNS
                        + " AND ordinal > ? AND (?::text IS NULL OR outcome = ?)"
                        + " ORDER BY ordinal LIMIT ?",
                    Lines::line,
                    tenant.value(),
                    whatIfId,
                    after,
                    outcome,
                    outcome,
                    page.limit() + 1));
    return page.page(found, line -> List.of(Integer.toString(line.ordinal())));
  }

  /** {@code NOT_FOUND} where the question was not asked of it. */
  WithReport require(TenantId tenant, UUID whatIfId, UUID executionId) {
    return reader.read(
        tenant,
        () ->
            jdbc
                .query(
                    COLUMNS.replace("took_ms", "took_ms, report") + " AND execution_id = ?",
                    (row, index) -> new WithReport(line(row, index), report(row)),
                    tenant.value(),
                    whatIfId,
                    executionId)
                .stream()
                .findFirst()
                .orElseThrow(
                    () -> CommandRejected.notFound("execution of this what-if", executionId)));
  }

  private static @Nullable JsonNode report(ResultSet row) throws SQLException {
    String report = row.getString("report");
    return report == null ? null : BatchRows.json(report);
  }

  private static Line line(ResultSet row, int index) throws SQLException {
    return new Line(
        row.getInt("ordinal"),
        row.getObject("execution_id", UUID.class),
        Outcome.valueOf(row.getString("outcome")),
        row.getString("failure"),
        row.getObject("observed_passed", Boolean.class),
        row.getObject("passed", Boolean.class),
        row.getObject("comparability", Double.class),
        row.getObject("from_record", Integer.class),
        row.getObject("mocked", Integer.class),
        row.getObject("blocked", Integer.class),
        read(row.getString("lanes"), LaneFigures.Three.class),
        read(row.getString("differences"), NamedDifferences.class),
        BatchRows.at(row, "answered_at"),
        row.getObject("took_ms", Long.class));
  }

  private static <T> @Nullable T read(@Nullable String json, Class<T> type) {
    return json == null ? null : BatchRows.read(json, type);
  }
}
