package dev.assay.query.workflows;

import dev.assay.api.CommandRejected;
import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Workflows and their versions, for anyone of the tenant. */
@RestController
@Reads("workflows")
@Tag(name = "Workflows")
public class WorkflowQueries {
  private static final Sorting<Workflow> SORTING =
      Sorting.<Workflow>newestFirst().text("name", row -> row.name);
  private static final Limit MAX_VERSIONS = Limit.of(500);

  private final TenantReader reader;
  private final Workflows workflows;
  private final Workflows.Versions versions;
  private final Workflows.VersionSummaries summaries;

  WorkflowQueries(
      TenantReader reader,
      Workflows workflows,
      Workflows.Versions versions,
      Workflows.VersionSummaries summaries) {
    this.reader = reader;
    this.workflows = workflows;
    this.versions = versions;
    this.summaries = summaries;
  }

  @GetMapping("/api/v1/workflows")
  @Operation(summary = "Workflows, the newest first; sort by createdAt or name")
  Page<WorkflowViews.Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String namespace,
      @RequestParam @Nullable String name) {
    return reader
        .read(
            caller,
            () ->
                Keyset.page(
                    workflows,
                    page,
                    Filters.<Workflow>equal("namespace", namespace)
                        .and(Filters.equal("name", name)),
                    SORTING))
        .map(WorkflowViews.Summary::of);
  }

  @GetMapping("/api/v1/workflows/{workflowId}")
  @Operation(summary = "One workflow in its latest version")
  ResponseEntity<WorkflowViews.Detail> one(Caller caller, @PathVariable UUID workflowId) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                workflows.findById(workflowId),
                row -> WorkflowViews.Detail.of(row, version(workflowId, row.latestVersion)),
                "workflow",
                workflowId));
  }

  @GetMapping("/api/v1/workflows/{workflowId}/versions")
  @Operation(summary = "A workflow's versions, the one registered last first; at most 500")
  Page<WorkflowViews.VersionSummary> versions(Caller caller, @PathVariable UUID workflowId) {
    return reader.read(
        caller,
        () -> {
          if (workflows.findById(workflowId).isEmpty()) {
            throw CommandRejected.notFound("workflow", workflowId);
          }
          List<WorkflowVersionSummary> found =
              summaries.findByWorkflowIdOrderByCreatedPositionDesc(workflowId, MAX_VERSIONS);
          return new Page<>(found, null).map(WorkflowViews.VersionSummary::of);
        });
  }

  @GetMapping("/api/v1/workflows/{workflowId}/versions/{version}")
  @Operation(summary = "One version of a workflow")
  ResponseEntity<WorkflowViews.Version> oneVersion(
      Caller caller, @PathVariable UUID workflowId, @PathVariable String version) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                versions.findByWorkflowIdAndVersion(workflowId, version),
                WorkflowViews.Version::of,
                "version " + version + " of workflow",
                workflowId));
  }

  private WorkflowVersion version(UUID workflowId, String version) {
    return versions
        .findByWorkflowIdAndVersion(workflowId, version)
        .orElseThrow(() -> CommandRejected.notFound("version of workflow", workflowId));
  }
}
