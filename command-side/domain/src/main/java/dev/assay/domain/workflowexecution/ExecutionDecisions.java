package dev.assay.domain.workflowexecution;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.workflow.WorkflowEvent.WorkflowVersionRegistered;
import dev.assay.api.workflowexecution.ExecutionCommand.CancelExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.MarkTaskWaiting;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionPaused;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionResumed;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskWaiting;
import dev.assay.domain.workflow.expression.JsonSize;
import dev.assay.domain.workflowexecution.TaskState.Phase;
import java.util.List;

/**
 * What an execution decides: pure functions from its state and a command to events. A command that
 * has been carried out before, or comes too late, decides nothing.
 */
final class ExecutionDecisions {
  private ExecutionDecisions() {}

  static List<ExecutionEvent> start(
      ExecutionState state, StartExecution command, WorkflowVersionRegistered version) {
    if (state.started() != null) {
      return List.of();
    }
    if (JsonSize.upTo(command.input(), DataFlow.MAX_DATA) > DataFlow.MAX_DATA) {
      throw new CommandRejected(
          RejectionCode.TOO_LARGE, "Expected an input of at most 1 MiB, but it is larger");
    }
    Decision decision = new Decision(state);
    decision.add(
        new ExecutionStarted(
            command.executionId(),
            version.workflowId(),
            version.namespace(),
            version.name(),
            version.version(),
            version.contentHash(),
            version.definition(),
            command.input(),
            command.priority(),
            command.deadline()));
    new Interpreter(decision).goOn();
    return decision.events();
  }

  static List<ExecutionEvent> complete(ExecutionState state, CompleteTask command) {
    TaskState task = state.open(command.taskId());
    if (task == null || !task.isWork() || hasEndedForGood(state)) {
      return List.of();
    }
    Decision decision = new Decision(state);
    Interpreter interpreter = new Interpreter(decision);
    if (JsonSize.upTo(command.output(), DataFlow.MAX_DATA) > DataFlow.MAX_DATA) {
      String detail = "Expected an output of at most 1 MiB, but it is larger";
      interpreter.fail(task, ErrorTypes.tooLarge(detail, task.reference()));
    } else {
      interpreter
          .tasks()
          .complete(task, interpreter.step(task.reference()), command.output(), null);
    }
    interpreter.goOn();
    return decision.events();
  }

  static List<ExecutionEvent> fail(ExecutionState state, FailTask command) {
    TaskState task = state.open(command.taskId());
    if (task == null || !task.isWork() || hasEndedForGood(state)) {
      return List.of();
    }
    Decision decision = new Decision(state);
    Interpreter interpreter = new Interpreter(decision);
    interpreter.fail(task, command.error());
    interpreter.goOn();
    return decision.events();
  }

  static List<ExecutionEvent> waiting(ExecutionState state, MarkTaskWaiting command) {
    TaskState task = state.open(command.taskId());
    if (task == null || task.phase() == Phase.WAITING || !task.isWork() || hasEndedForGood(state)) {
      return List.of();
    }
    return List.of(new TaskWaiting(command.executionId(), task.id(), command.reason()));
  }

  static List<ExecutionEvent> pause(ExecutionState state, ExecutionId id) {
    if (state.status() == ExecutionStatus.PAUSED) {
      return List.of();
    }
    requireGoingOn(state, "to be paused");
    return List.of(new ExecutionPaused(id));
  }

  static List<ExecutionEvent> resume(ExecutionState state, ExecutionId id) {
    if (state.goesOn()) {
      return List.of();
    }
    if (state.status() != ExecutionStatus.PAUSED) {
      throw notIn(state, "paused", "to be resumed");
    }
    Decision decision = new Decision(state);
    decision.add(new ExecutionResumed(id));
    new Interpreter(decision).goOn();
    return decision.events();
  }

  static List<ExecutionEvent> cancel(ExecutionState state, CancelExecution command) {
    if (state.status() == ExecutionStatus.CANCELLED) {
      return List.of();
    }
    if (state.status() != ExecutionStatus.PAUSED) {
      requireGoingOn(state, "to be cancelled");
    }
    Decision decision = new Decision(state);
    new Interpreter(decision).cancel(state.tasks().all());
    decision.add(new ExecutionCancelled(command.executionId(), command.reason()));
    return decision.events();
  }

  /** What others do is cancelled; tasks that only hold others stay, so that a retry goes on. */
  static List<ExecutionEvent> timeOut(ExecutionState state) {
    if (!state.goesOn() && state.status() != ExecutionStatus.PAUSED) {
      return List.of();
    }
    Decision decision = new Decision(state);
    Interpreter interpreter = new Interpreter(decision);
    interpreter.cancel(state.tasks().all().stream().filter(TaskState::isWork).toList());
    interpreter.fault(ErrorTypes.timeout());
    return decision.events();
  }

  static List<ExecutionEvent> retry(ExecutionState state, ExecutionId id) {
    if (state.status() != ExecutionStatus.FAULTED) {
      throw notIn(state, "faulted", "to be retried");
    }
    Decision decision = new Decision(state);
    decision.add(new ExecutionRetried(id));
    Interpreter interpreter = new Interpreter(decision);
    for (TaskState task : state.tasks().all()) {
      boolean stopped = task.phase() == Phase.FAILED || task.phase() == Phase.CANCELLED;
      if (stopped && decision.state().goesOn()) {
        interpreter.tasks().again(task, interpreter.step(task.reference()));
      }
    }
    interpreter.goOn();
    return decision.events();
  }

  private static boolean hasEndedForGood(ExecutionState state) {
    return state.status() == ExecutionStatus.COMPLETED
        || state.status() == ExecutionStatus.CANCELLED;
  }

  private static void requireGoingOn(ExecutionState state, String what) {
    if (!state.goesOn()) {
      throw notIn(state, "running", what);
    }
  }

  private static CommandRejected notIn(ExecutionState state, String expected, String what) {
    return CommandRejected.invalidState(
        "Expected the execution to be %s %s, but it is %s"
            .formatted(
                expected, what, String.valueOf(state.status()).toLowerCase(java.util.Locale.ROOT)));
  }
}
