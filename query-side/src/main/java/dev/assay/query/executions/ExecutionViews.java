package dev.assay.query.executions;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of executions. */
final class ExecutionViews {
  private ExecutionViews() {}

  record WorkflowRef(UUID id, String namespace, String name, String version, String contentHash) {
    static WorkflowRef of(ExecutionColumns row) {
      return new WorkflowRef(row.workflowId, row.namespace, row.name, row.version, row.contentHash);
    }
  }

  record Summary(
      UUID executionId,
      String status,
      WorkflowRef workflow,
      int priority,
      @Nullable Instant deadline,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Summary of(ExecutionSummary row) {
      return new Summary(
          row.id(),
          row.status,
          WorkflowRef.of(row),
          row.priority,
          row.deadline,
          row.createdAt(),
          row.endedAt);
    }
  }

  record Task(
      UUID taskId,
      @Nullable UUID parentId,
      String name,
      String reference,
      String kind,
      String status,
      int attempt,
      @Nullable String waitingFor,
      @Nullable Json output,
      @Nullable Json error,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Task of(ExecutionTask row) {
      return new Task(
          row.taskId,
          row.parentId,
          row.name,
          row.reference,
          row.kind,
          row.status,
          row.attempt,
          row.waitingFor,
          Json.of(row.output),
          Json.of(row.error),
          row.createdAt(),
          row.endedAt);
    }
  }

  /**
   * @param tasks in the order in which they were scheduled, the first 1,000
   */
  record Detail(
      UUID executionId,
      String status,
      WorkflowRef workflow,
      @Nullable Json input,
      @Nullable Json output,
      @Nullable Json error,
      @Nullable String cancelReason,
      int priority,
      @Nullable Instant deadline,
      List<Task> tasks,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Detail of(Execution row, List<ExecutionTask> tasks) {
      return new Detail(
          row.id(),
          row.status,
          WorkflowRef.of(row),
          Json.of(row.input),
          Json.of(row.output),
          Json.of(row.error),
          row.cancelReason,
          row.priority,
          row.deadline,
          tasks.stream().map(Task::of).toList(),
          row.createdAt(),
          row.endedAt);
    }
  }
}
