package dev.assay.query.workflows;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.Caller;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import dev.assay.query.workflows.WorkflowOverview.RecentExecution;
import dev.assay.query.workflows.WorkflowOverview.Statistics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A workflow with its versions, recent executions and statistics in one answer. */
@RestController
@Reads({"workflows", "executions"})
@Tag(name = "Workflows")
public class WorkflowOverviewQueries {
  private static final Limit VERSIONS = Limit.of(50);
  private static final int RECENT = 20;
  private static final int COUNTED = 1_000;

  /**
   * The latest executions by the index over (tenant, workflow, time); the rest is not looked at.
   */
  private static final String LATEST =
      """
      (SELECT status, ended_at, created_at FROM read_model.executions WHERE workflow_id = ?
       ORDER BY created_at DESC, execution_id DESC LIMIT ?) latest""";

  private final TenantReader reader;
  private final JdbcTemplate jdbc;
  private final Workflows workflows;
  private final Workflows.Versions versions;
  private final Workflows.VersionSummaries summaries;

  WorkflowOverviewQueries(
      TenantReader reader,
      Databases databases,
      Workflows workflows,
      Workflows.Versions versions,
      Workflows.VersionSummaries summaries) {
    this.reader = reader;
    this.jdbc = databases.jdbc(DatabaseRole.READER);
    this.workflows = workflows;
    this.versions = versions;
    this.summaries = summaries;
  }

  @GetMapping("/api/v1/workflows/{workflowId}/complete")
  @Operation(summary = "A workflow with versions, recent executions and statistics")
  WorkflowOverview complete(Caller caller, @PathVariable UUID workflowId) {
    // Without ETag: it changes with the executions too.
    return reader.read(
        caller,
        () ->
            workflows
                .findById(workflowId)
                .map(this::overview)
                .orElseThrow(() -> CommandRejected.notFound("workflow", workflowId)));
  }

  private WorkflowOverview overview(Workflow row) {
    UUID id = row.id();
    WorkflowVersion latest =
        versions
            .findByWorkflowIdAndVersion(id, row.latestVersion)
            .orElseThrow(() -> CommandRejected.notFound("version of workflow", id));
    return new WorkflowOverview(
        id,
        row.namespace,
        row.name,
        latest.version,
        latest.contentHash,
        Json.of(latest.definition),
        summaries.findByWorkflowIdOrderByCreatedPositionDesc(id, VERSIONS).stream()
            .map(WorkflowViews.VersionSummary::of)
            .toList(),
        recent(id),
        statistics(id),
        row.createdAt(),
        row.updatedAt());
  }

  private List<RecentExecution> recent(UUID workflowId) {
    return jdbc.query(
        """
        SELECT execution_id, version, status, created_at, ended_at
        FROM read_model.executions WHERE workflow_id = ?
        ORDER BY created_at DESC, execution_id DESC LIMIT ?
        """,
        (row, index) ->
            new RecentExecution(
                Objects.requireNonNull(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                Objects.requireNonNull(instant(row, 4)),
                instant(row, 5)),
        workflowId,
        RECENT);
  }

  private Statistics statistics(UUID workflowId) {
    Map<String, Long> byStatus = new TreeMap<>();
    jdbc.query(
        "SELECT status, count(*) FROM " + LATEST + " GROUP BY status",
        row -> {
          byStatus.put(row.getString(1), row.getLong(2));
        },
        workflowId,
        COUNTED);
    long executions = byStatus.values().stream().mapToLong(Long::longValue).sum();
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms),
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY ms)
            FROM (SELECT extract(epoch FROM ended_at - created_at) * 1000 AS ms
                  FROM %s WHERE ended_at IS NOT NULL) ended
            """
                .formatted(LATEST),
            (row, index) -> new Statistics(executions, byStatus, millis(row, 1), millis(row, 2)),
            workflowId,
            COUNTED));
  }

  private static @Nullable Long millis(ResultSet row, int column) throws SQLException {
    double value = row.getDouble(column);
    return row.wasNull() ? null : Math.round(value);
  }

  private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
