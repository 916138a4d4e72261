package dev.assay.domain.workflowexecution;

import dev.assay.api.id.TaskId;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One task that has begun and that the flow has not yet gone on from.
 *
 * @param visit how often its place in the definition has been reached, from 1
 * @param input the transformed input; the raw one where transforming it failed
 * @param output the transformed output; null before it is DONE
 * @param next where the flow goes on; null is the next task
 * @param error null unless it FAILED
 */
record TaskState(
    TaskId id,
    @Nullable TaskId parent,
    String reference,
    TaskKind kind,
    int visit,
    int attempt,
    JsonNode input,
    Phase phase,
    @Nullable JsonNode output,
    @Nullable String next,
    @Nullable ExecutionError error) {

  enum Phase {
    ACTIVE,
    WAITING,
    DONE,
    FAILED,
    CANCELLED
  }

  static TaskState begun(TaskScheduled event, int visit) {
    return new TaskState(
        event.taskId(),
        event.parent(),
        event.reference(),
        event.kind(),
        visit,
        event.attempt(),
        event.input(),
        Phase.ACTIVE,
        null,
        null,
        null);
  }

  boolean isOpen() {
    return phase == Phase.ACTIVE || phase == Phase.WAITING;
  }

  /** Whether somebody else does its work. */
  boolean isWork() {
    return kind == TaskKind.AGENT || kind == TaskKind.VALIDATE;
  }

  TaskState done(JsonNode result, @Nullable String goingOn) {
    return with(Phase.DONE, result, goingOn, null);
  }

  TaskState failed(ExecutionError why) {
    return with(Phase.FAILED, null, null, why);
  }

  TaskState in(Phase another) {
    return with(another, output, next, error);
  }

  private TaskState with(
      Phase another,
      @Nullable JsonNode result,
      @Nullable String goingOn,
      @Nullable ExecutionError why) {
    return new TaskState(
        id, parent, reference, kind, visit, attempt, input, another, result, goingOn, why);
  }
}
