package dev.assay.sagas.executioncoordination;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.Ended;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationCommand.CancelValidation;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent.Settled;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.MarkTaskWaiting;
import dev.assay.api.workflowexecution.ExecutionCommand.TimeOutExecution;
import dev.assay.api.workflowexecution.ExecutionError;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.sagas.Coordination;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has the work of tasks done by agents and validations and brings back how it ended. What comes
 * next is decided by the execution's aggregate alone.
 *
 * @param execution null before the first event
 * @param atWork the tasks whose end is awaited
 */
public record ExecutionCoordinationProcess(@Nullable ExecutionId execution, List<TaskAtWork> atWork)
    implements Coordination<ExecutionCoordinationProcess> {

  static final ExecutionCoordinationProcess NEW = new ExecutionCoordinationProcess(null, List.of());

  static final String DEADLINE = "execution";

  @Override
  public Decision<ExecutionCoordinationProcess> on(UUID eventId, DomainEvent event) {
    return switch (event) {
      case ExecutionStarted started -> start(started);
      case ExecutionRetried retried ->
          Decision.of(new ExecutionCoordinationProcess(retried.executionId(), atWork));
      case TaskScheduled scheduled -> schedule(eventId, scheduled);
      case TaskCancelled cancelled -> cancel(cancelled.taskId());
      case Ended ended -> ended(ended);
      case Settled settled -> settled(settled);
      case ExecutionCompleted completed -> end("The execution is completed");
      case ExecutionFaulted faulted -> end("The execution has faulted");
      case ExecutionCancelled cancelled -> end("The execution is cancelled");
      default -> Decision.of(this);
    };
  }

  @Override
  public Decision<ExecutionCoordinationProcess> onDeadline(String name, String detail) {
    return execution == null
        ? Decision.of(this)
        : Decision.of(this, new Step.Send(DEADLINE, new TimeOutExecution(execution)));
  }

  @Override
  public Decision<ExecutionCoordinationProcess> onRefusal(Object command, CommandRejected why) {
    return switch (command) {
      case StartAgentExecution start ->
          refused(
              task -> start.agentExecutionId().equals(task.agentExecution()),
              "The agent " + start.agent() + " could not be started",
              why);
      case RequestValidation request ->
          refused(
              task -> request.validationId().equals(task.validation()),
              "The validation could not be started",
              why);
      // An output that the execution cannot take must not leave the task open for ever.
      case CompleteTask complete ->
          Decision.of(
              this,
              fail(
                  complete.executionId(),
                  complete.taskId(),
                  Errors.of(why, "The output of the task was refused", "")));
      default -> Decision.of(this);
    };
  }

  private Decision<ExecutionCoordinationProcess> start(ExecutionStarted started) {
    ExecutionCoordinationProcess next =
        new ExecutionCoordinationProcess(started.executionId(), atWork);
    Instant deadline = started.deadline();
    return deadline == null
        ? Decision.of(next)
        : Decision.of(
            next, new Step.RemindAt(DEADLINE, started.executionId().toString(), deadline));
  }

  private Decision<ExecutionCoordinationProcess> schedule(UUID eventId, TaskScheduled scheduled) {
    TaskAtWork task = TaskOrders.of(eventId, scheduled);
    if (task == null || atWork.contains(task)) {
      return Decision.of(this);
    }
    List<TaskAtWork> all =
        Stream.concat(atWork.stream().filter(t -> !t.task().equals(task.task())), Stream.of(task))
            .toList();
    return Decision.of(
        new ExecutionCoordinationProcess(scheduled.executionId(), all),
        new Step.Send("task:" + task.task(), TaskOrders.command(task, scheduled)));
  }

  private Decision<ExecutionCoordinationProcess> cancel(TaskId id) {
    TaskAtWork task = find(t -> t.task().equals(id));
    if (task == null) {
      return Decision.of(this);
    }
    return new Decision<>(without(task), stop(task, "The task is cancelled"));
  }

  private Decision<ExecutionCoordinationProcess> ended(Ended ended) {
    TaskAtWork task = find(t -> ended.agentExecutionId().equals(t.agentExecution()));
    if (task == null || execution == null) {
      return Decision.of(this);
    }
    Step step =
        switch (ended) {
          case AgentExecutionCompleted done ->
              complete(new CompleteTask(execution, task.task(), done.output()));
          case AgentExecutionFailed failed ->
              fail(execution, task.task(), Errors.of(failed, task.reference()));
          case AgentExecutionCancelled cancelled ->
              fail(execution, task.task(), Errors.of(cancelled, task.reference()));
        };
    return Decision.of(without(task), step);
  }

  private Decision<ExecutionCoordinationProcess> settled(Settled settled) {
    TaskAtWork task = find(t -> settled.validationId().equals(t.validation()));
    if (task == null || execution == null) {
      return Decision.of(this);
    }
    return switch (settled) {
      case ValidationAccepted accepted ->
          Decision.of(
              without(task),
              complete(new CompleteTask(execution, task.task(), TaskOrders.outputOf(accepted))));
      case ValidationRejected rejected ->
          Decision.of(
              without(task),
              complete(new CompleteTask(execution, task.task(), TaskOrders.outputOf(rejected))));
      case ValidationEscalated escalated ->
          Decision.of(
              this,
              new Step.Send(
                  "waiting:" + task.task(),
                  new MarkTaskWaiting(execution, task.task(), escalated.reason())));
      case ValidationCancelled cancelled ->
          Decision.of(
              without(task), fail(execution, task.task(), Errors.of(cancelled, task.reference())));
    };
  }

  private Decision<ExecutionCoordinationProcess> refused(
      Predicate<TaskAtWork> which, String title, CommandRejected why) {
    TaskAtWork task = find(which);
    return task == null || execution == null
        ? Decision.of(this)
        : Decision.of(
            without(task), fail(execution, task.task(), Errors.of(why, title, task.reference())));
  }

  private Decision<ExecutionCoordinationProcess> end(String reason) {
    List<Step> steps = new ArrayList<>();
    atWork.forEach(task -> steps.addAll(stop(task, reason)));
    steps.add(new Step.End());
    return new Decision<>(new ExecutionCoordinationProcess(execution, List.of()), steps);
  }

  private @Nullable TaskAtWork find(Predicate<TaskAtWork> which) {
    return atWork.stream().filter(which).findFirst().orElse(null);
  }

  private ExecutionCoordinationProcess without(TaskAtWork done) {
    return new ExecutionCoordinationProcess(
        execution, atWork.stream().filter(task -> !task.equals(done)).toList());
  }

  private static Step complete(CompleteTask command) {
    return new Step.Send("complete:" + command.taskId(), command);
  }

  private static Step fail(ExecutionId execution, TaskId task, ExecutionError error) {
    return new Step.Send("fail:" + task, new FailTask(execution, task, error));
  }

  /** Has the work of a task stopped that nobody waits for any more. */
  private static List<Step> stop(TaskAtWork task, String reason) {
    List<Step> steps = new ArrayList<>();
    AgentExecutionId agent = task.agentExecution();
    if (agent != null) {
      steps.add(new Step.Send("cancel:" + agent, new CancelAgentExecution(agent, reason)));
    }
    ValidationId validation = task.validation();
    if (validation != null) {
      steps.add(new Step.Send("cancel:" + validation, new CancelValidation(validation, reason)));
    }
    return steps;
  }
}
