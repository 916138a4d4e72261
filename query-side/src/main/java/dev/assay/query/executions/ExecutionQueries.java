package dev.assay.query.executions;

import dev.assay.http.Caller;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.reading.Answers;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Keyset;
import dev.assay.query.reading.Made;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.Sorting;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Executions of workflows, for anyone of the tenant. */
@RestController
@Reads("executions")
@Tag(name = "Executions")
public class ExecutionQueries {
  private static final Sorting<ExecutionSummary> SORTING =
      Sorting.<ExecutionSummary>newestFirst().ended(row -> row.endedAt);
  private static final Limit MAX_TASKS = Limit.of(1_000);
  private static final List<String> STATUSES =
      List.of("PENDING", "RUNNING", "WAITING", "PAUSED", "COMPLETED", "FAULTED", "CANCELLED");

  private final TenantReader reader;
  private final Executions executions;
  private final Executions.Summaries summaries;
  private final Executions.Tasks tasks;

  ExecutionQueries(
      TenantReader reader,
      Executions executions,
      Executions.Summaries summaries,
      Executions.Tasks tasks) {
    this.reader = reader;
    this.executions = executions;
    this.summaries = summaries;
    this.tasks = tasks;
  }

  @GetMapping("/api/v1/executions")
  @Operation(summary = "Executions, the newest first; sort by createdAt or endedAt")
  Page<ExecutionViews.Summary> list(
      Caller caller,
      PageQuery page,
      @RequestParam @Nullable String status,
      @RequestParam @Nullable String workflowId,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to) {
    String wanted = Filters.oneOf("status", status, STATUSES);
    UUID workflow = Filters.id("workflowId", workflowId);
    Made made = Filters.made(from, to);
    Specification<ExecutionSummary> matching =
        Filters.<ExecutionSummary>equal("status", wanted)
            .and(Filters.equal("workflowId", workflow))
            .and(Filters.made(made));
    return reader
        .read(caller, () -> Keyset.page(summaries, page, matching, SORTING.made(made)))
        .map(ExecutionViews.Summary::of);
  }

  @GetMapping("/api/v1/executions/{executionId}")
  @Operation(summary = "One execution with its tasks")
  ResponseEntity<ExecutionViews.Detail> one(Caller caller, @PathVariable UUID executionId) {
    return reader.read(
        caller,
        () ->
            Answers.one(
                executions.findById(executionId),
                row -> ExecutionViews.Detail.of(row, tasksOf(executionId)),
                "execution",
                executionId));
  }

  private List<ExecutionTask> tasksOf(UUID executionId) {
    return tasks.findByExecutionIdOrderByCreatedPosition(executionId, MAX_TASKS);
  }
}
