package dev.assay.domain.workflowexecution;

import static dev.assay.domain.workflowexecution.ExecutionStatus.CANCELLED;
import static dev.assay.domain.workflowexecution.ExecutionStatus.COMPLETED;
import static dev.assay.domain.workflowexecution.ExecutionStatus.FAULTED;
import static dev.assay.domain.workflowexecution.ExecutionStatus.PAUSED;
import static dev.assay.domain.workflowexecution.ExecutionStatus.PENDING;
import static dev.assay.domain.workflowexecution.ExecutionStatus.RUNNING;
import static dev.assay.domain.workflowexecution.ExecutionStatus.WAITING;

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
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an execution's events add up to.
 *
 * @param status null before it started
 * @param started null before it started
 * @param tasks those that the flow has not yet gone on from
 * @param transitions how many tasks have been scheduled so far
 * @param context what {@code export} has set; an empty object at first
 */
public record ExecutionState(
    @Nullable ExecutionStatus status,
    @Nullable ExecutionStarted started,
    OpenTasks tasks,
    int transitions,
    JsonNode context) {

  public static final ExecutionState NONE =
      new ExecutionState(null, null, OpenTasks.NONE, 0, JsonNodeFactory.instance.objectNode());

  private static final Set<ExecutionStatus> RECORDING = Set.of(PAUSED, FAULTED);

  /** RUNNING and WAITING differ only in whether some task waits: see {@link #settled}. */
  public static final LifeCycle<ExecutionStatus> LIFE_CYCLE =
      LifeCycle.of("WorkflowExecution", ExecutionStatus.class)
          .starting(ExecutionStarted.class, PENDING)
          .on(PENDING, TaskScheduled.class, RUNNING)
          .staying(Set.of(RUNNING, WAITING), TaskScheduled.class)
          .onAny(Set.of(RUNNING, WAITING), TaskCompleted.class, RUNNING)
          .onAny(Set.of(RUNNING, WAITING), TaskFailed.class, RUNNING)
          .onAny(Set.of(RUNNING, WAITING), TaskCancelled.class, RUNNING)
          .onAny(Set.of(RUNNING, WAITING), TaskWaiting.class, WAITING)
          .staying(RECORDING, TaskCompleted.class)
          .staying(RECORDING, TaskFailed.class)
          .staying(RECORDING, TaskWaiting.class)
          .staying(Set.of(PAUSED), TaskCancelled.class)
          .onAny(Set.of(PENDING, RUNNING, WAITING), ExecutionPaused.class, PAUSED)
          .on(PAUSED, ExecutionResumed.class, RUNNING)
          .on(FAULTED, ExecutionRetried.class, RUNNING)
          .onAny(Set.of(PENDING, RUNNING), ExecutionCompleted.class, COMPLETED)
          .onAny(Set.of(PENDING, RUNNING, WAITING, PAUSED), ExecutionFaulted.class, FAULTED)
          .onAny(Set.of(PENDING, RUNNING, WAITING, PAUSED), ExecutionCancelled.class, CANCELLED)
          .build();

  public static final Evolution<ExecutionEvent, ExecutionState> EVOLUTION =
      new Evolution<>(
          "WorkflowExecution",
          ExecutionEvent.class,
          (state, event) -> (state == null ? NONE : state).after(event));

  public ExecutionState after(ExecutionEvent event) {
    ExecutionStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case ExecutionStarted e -> new ExecutionState(next, e, tasks, transitions, context);
      case TaskScheduled e ->
          new ExecutionState(next, started, tasks.scheduled(e), transitions + 1, context).settled();
      case TaskCompleted e ->
          new ExecutionState(
                  next,
                  started,
                  tasks.completed(e),
                  transitions,
                  e.context() == null ? context : e.context())
              .settled();
      case TaskFailed e -> with(next, tasks.changed(e.taskId(), t -> t.failed(e.error())));
      case TaskWaiting e ->
          with(next, tasks.changed(e.taskId(), t -> t.in(TaskState.Phase.WAITING)));
      case TaskCancelled e ->
          with(next, tasks.changed(e.taskId(), t -> t.in(TaskState.Phase.CANCELLED)));
      case ExecutionPaused _,
          ExecutionResumed _,
          ExecutionRetried _,
          ExecutionCompleted _,
          ExecutionFaulted _,
          ExecutionCancelled _ ->
          with(next, tasks);
    };
  }

  private ExecutionState with(ExecutionStatus next, OpenTasks changed) {
    return new ExecutionState(next, started, changed, transitions, context).settled();
  }

  private ExecutionState settled() {
    if (status != RUNNING && status != WAITING) {
      return this;
    }
    ExecutionStatus right = tasks.anyWaits() ? WAITING : RUNNING;
    return right == status ? this : new ExecutionState(right, started, tasks, transitions, context);
  }

  boolean goesOn() {
    return status != null && status.goesOn();
  }

  ExecutionStarted requireStarted() {
    return Objects.requireNonNull(started, "An execution begins with ExecutionStarted");
  }

  /** The task, if it is open; null where it has ended or never was. */
  @Nullable TaskState open(TaskId id) {
    TaskState task = tasks.get(id);
    return task != null && task.isOpen() ? task : null;
  }
}
