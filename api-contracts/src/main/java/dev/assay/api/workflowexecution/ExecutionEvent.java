package dev.assay.api.workflowexecution;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens in one run of a workflow. */
public sealed interface ExecutionEvent extends DomainEvent {
  ExecutionId executionId();

  /** The definition is part of the event: the execution keeps it and replays by itself. */
  @EventName("workflow-execution.started")
  record ExecutionStarted(
      ExecutionId executionId,
      WorkflowId workflowId,
      @Clear String namespace,
      @Clear String name,
      @Clear String version,
      @Clear String contentHash,
      @Clear JsonNode definition,
      @Personal JsonNode input,
      int priority,
      @Nullable Instant deadline)
      implements ExecutionEvent {}

  /**
   * A task begins.
   *
   * @param reference JSON pointer of the task in the definition, such as {@code /do/0/draft}
   * @param parent the task it is nested in; null at the top
   * @param attempt counts from 1
   * @param work what others must do; null where the execution decides by itself
   */
  @EventName("workflow-execution.task-scheduled")
  record TaskScheduled(
      ExecutionId executionId,
      TaskId taskId,
      @Nullable TaskId parent,
      @Clear String reference,
      @Clear String name,
      TaskKind kind,
      int attempt,
      @Personal JsonNode input,
      @Nullable TaskWork work,
      int priority)
      implements ExecutionEvent {}

  /**
   * A task ended well.
   *
   * @param next the flow directive that was taken: a task's name, {@code continue}, {@code exit} or
   *     {@code end}; null for continue
   */
  @EventName("workflow-execution.task-completed")
  record TaskCompleted(
      ExecutionId executionId,
      TaskId taskId,
      @Clear String reference,
      @Personal JsonNode output,
      @Personal @Nullable JsonNode context,
      @Clear @Nullable String next)
      implements ExecutionEvent {}

  /** A task is waiting for a person. */
  @EventName("workflow-execution.task-waiting")
  record TaskWaiting(ExecutionId executionId, TaskId taskId, @Personal String reason)
      implements ExecutionEvent {}

  @EventName("workflow-execution.task-failed")
  record TaskFailed(
      ExecutionId executionId, TaskId taskId, @Clear String reference, ExecutionError error)
      implements ExecutionEvent {}

  @EventName("workflow-execution.task-cancelled")
  record TaskCancelled(ExecutionId executionId, TaskId taskId, @Clear String reference)
      implements ExecutionEvent {}

  @EventName("workflow-execution.paused")
  record ExecutionPaused(ExecutionId executionId) implements ExecutionEvent {}

  @EventName("workflow-execution.resumed")
  record ExecutionResumed(ExecutionId executionId) implements ExecutionEvent {}

  /** The failed tasks will be scheduled again. */
  @EventName("workflow-execution.retried")
  record ExecutionRetried(ExecutionId executionId) implements ExecutionEvent {}

  @EventName("workflow-execution.completed")
  record ExecutionCompleted(ExecutionId executionId, @Personal JsonNode output)
      implements ExecutionEvent {}

  @EventName("workflow-execution.faulted")
  record ExecutionFaulted(ExecutionId executionId, ExecutionError error)
      implements ExecutionEvent {}

  @EventName("workflow-execution.cancelled")
  record ExecutionCancelled(ExecutionId executionId, @Personal String reason)
      implements ExecutionEvent {}
}
