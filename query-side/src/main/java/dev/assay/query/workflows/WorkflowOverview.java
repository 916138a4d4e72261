package dev.assay.query.workflows;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that one page about a workflow shows.
 *
 * @param version the one that was registered last; {@code definition} is its definition
 * @param versions the latest 50, the one registered last first
 * @param recentExecutions the latest 20, the newest first
 */
record WorkflowOverview(
    UUID workflowId,
    String namespace,
    String name,
    String version,
    String contentHash,
    @Nullable Json definition,
    List<WorkflowViews.VersionSummary> versions,
    List<RecentExecution> recentExecutions,
    Statistics statistics,
    Instant createdAt,
    Instant updatedAt) {

  record RecentExecution(
      UUID executionId,
      String version,
      String status,
      Instant startedAt,
      @Nullable Instant endedAt) {}

  /**
   * Of the latest executions, at most 1,000.
   *
   * @param executions how many it is about
   * @param byStatus how many of them have which status
   * @param medianDurationMs from start to end, waiting included; null where none has ended
   * @param p95DurationMs the same of the 95th in 100
   */
  record Statistics(
      long executions,
      Map<String, Long> byStatus,
      @Nullable Long medianDurationMs,
      @Nullable Long p95DurationMs) {}
}
