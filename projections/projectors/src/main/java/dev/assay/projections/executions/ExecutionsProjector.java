package dev.assay.projections.executions;

import dev.assay.api.id.TaskId;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionPaused;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionResumed;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskWaiting;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.time.Instant;
import java.util.List;

/**
 * Fills {@code executions} and {@code execution_tasks}. Every event changes the execution's row, so
 * that its sequence is the aggregate's.
 */
public final class ExecutionsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.EXECUTIONS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    Instant at = stored.recordedAt();
    return switch ((ExecutionEvent) stored.event()) {
      case ExecutionStarted e -> List.of(started(e));
      case TaskScheduled e -> List.of(execution(e), scheduled(e));
      case TaskCompleted e ->
          List.of(
              noLongerWaiting(e, e.taskId()),
              ended(e, e.taskId(), "COMPLETED", at).set("output", e.output()));
      case TaskWaiting e ->
          List.of(
              execution(e).append("waiting_tasks", e.taskId()),
              task(e, e.taskId()).set("status", "WAITING").set("waiting_for", e.reason()));
      case TaskFailed e ->
          List.of(
              noLongerWaiting(e, e.taskId()),
              ended(e, e.taskId(), "FAILED", at).set("error", e.error()));
      case TaskCancelled e ->
          List.of(noLongerWaiting(e, e.taskId()), ended(e, e.taskId(), "CANCELLED", at));
      case ExecutionPaused e -> List.of(execution(e).set("run_state", "PAUSED"));
      case ExecutionResumed e -> List.of(execution(e).set("run_state", "RUNNING"));
      case ExecutionRetried e ->
          List.of(
              execution(e).set("run_state", "RUNNING").set("error", null).set("ended_at", null));
      case ExecutionCompleted e -> List.of(ended(e, "COMPLETED", at).set("output", e.output()));
      case ExecutionFaulted e -> List.of(ended(e, "FAULTED", at).set("error", e.error()));
      case ExecutionCancelled e ->
          List.of(ended(e, "CANCELLED", at).set("cancel_reason", e.reason()));
    };
  }

  private static RowChange started(ExecutionStarted e) {
    return RowChange.upsert("executions")
        .key("execution_id", e.executionId())
        .set("workflow_id", e.workflowId())
        .set("namespace", e.namespace())
        .set("name", e.name())
        .set("version", e.version())
        .set("content_hash", e.contentHash())
        .set("run_state", "RUNNING")
        .set("input", e.input())
        .set("priority", e.priority())
        .set("deadline", e.deadline());
  }

  private static RowChange scheduled(TaskScheduled e) {
    return RowChange.upsert("execution_tasks")
        .key("execution_id", e.executionId())
        .key("task_id", e.taskId())
        .set("parent_id", e.parent())
        .set("reference", e.reference())
        .set("name", e.name())
        .set("kind", e.kind())
        .set("status", "RUNNING")
        .set("attempt", e.attempt());
  }

  private static RowChange execution(ExecutionEvent e) {
    return RowChange.update("executions").key("execution_id", e.executionId());
  }

  private static RowChange noLongerWaiting(ExecutionEvent e, TaskId taskId) {
    return execution(e).remove("waiting_tasks", taskId);
  }

  private static RowChange ended(ExecutionEvent e, String runState, Instant at) {
    return execution(e).set("run_state", runState).set("ended_at", at);
  }

  private static RowChange task(ExecutionEvent e, TaskId taskId) {
    return RowChange.update("execution_tasks")
        .key("execution_id", e.executionId())
        .key("task_id", taskId);
  }

  private static RowChange ended(ExecutionEvent e, TaskId taskId, String status, Instant at) {
    return task(e, taskId).set("status", status).set("waiting_for", null).set("ended_at", at);
  }
}
