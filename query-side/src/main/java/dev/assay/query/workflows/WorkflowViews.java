package dev.assay.query.workflows;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of workflows. */
final class WorkflowViews {
  private WorkflowViews() {}

  record Summary(
      UUID workflowId,
      String namespace,
      String name,
      String version,
      String contentHash,
      Instant createdAt,
      Instant updatedAt) {
    static Summary of(Workflow row) {
      return new Summary(
          row.id(),
          row.namespace,
          row.name,
          row.latestVersion,
          row.contentHash,
          row.createdAt(),
          row.updatedAt());
    }
  }

  /**
   * A workflow in the version that was registered last.
   *
   * @param source the text as it was sent
   */
  record Detail(
      UUID workflowId,
      String namespace,
      String name,
      String version,
      String contentHash,
      String source,
      String sourceType,
      @Nullable Json definition,
      Instant createdAt,
      Instant updatedAt) {
    static Detail of(Workflow row, WorkflowVersion latest) {
      return new Detail(
          row.id(),
          row.namespace,
          row.name,
          latest.version,
          latest.contentHash,
          latest.source,
          latest.sourceType,
          Json.of(latest.definition),
          row.createdAt(),
          row.updatedAt());
    }
  }

  record VersionSummary(
      String version, String contentHash, String sourceType, Instant registeredAt) {
    static VersionSummary of(WorkflowVersionSummary row) {
      return new VersionSummary(row.version, row.contentHash, row.sourceType, row.createdAt());
    }
  }

  record Version(
      UUID workflowId,
      String namespace,
      String name,
      String version,
      String contentHash,
      String source,
      String sourceType,
      @Nullable Json definition,
      Instant registeredAt) {
    static Version of(WorkflowVersion row) {
      return new Version(
          row.workflowId,
          row.namespace,
          row.name,
          row.version,
          row.contentHash,
          row.source,
          row.sourceType,
          Json.of(row.definition),
          row.createdAt());
    }
  }
}
