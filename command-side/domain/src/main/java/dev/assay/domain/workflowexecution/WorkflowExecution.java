package dev.assay.domain.workflowexecution;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.workflowexecution.ExecutionCommand.CancelExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.MarkTaskWaiting;
import dev.assay.api.workflowexecution.ExecutionCommand.PauseExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.ResumeExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.RetryExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.StartExecution;
import dev.assay.api.workflowexecution.ExecutionCommand.TimeOutExecution;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.domain.Refusals;
import dev.assay.domain.workflow.WorkflowVersions;
import java.time.Clock;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** One run of a workflow version. What follows from a command is one append. */
@AggregateRoot
public class WorkflowExecution {
  @AggregateIdentifier private @Nullable ExecutionId id;
  private ExecutionState state = ExecutionState.NONE;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(StartExecution command, WorkflowVersions workflows, Clock clock) {
    if (state.started() == null) {
      Refusals.requireFuture(command.deadline(), clock.instant());
      var version = workflows.toRun(command.workflowId(), command.version());
      apply(ExecutionDecisions.start(state, command, version));
    }
  }

  @CommandHandler
  void decide(CompleteTask command) {
    apply(ExecutionDecisions.complete(state, command));
  }

  @CommandHandler
  void decide(FailTask command) {
    apply(ExecutionDecisions.fail(state, command));
  }

  @CommandHandler
  void decide(MarkTaskWaiting command) {
    apply(ExecutionDecisions.waiting(state, command));
  }

  @CommandHandler
  void decide(TimeOutExecution command) {
    apply(ExecutionDecisions.timeOut(state));
  }

  @CommandHandler
  void decide(PauseExecution command) {
    apply(ExecutionDecisions.pause(state, command.executionId()));
  }

  @CommandHandler
  void decide(ResumeExecution command) {
    apply(ExecutionDecisions.resume(state, command.executionId()));
  }

  @CommandHandler
  void decide(CancelExecution command) {
    apply(ExecutionDecisions.cancel(state, command));
  }

  @CommandHandler
  void decide(RetryExecution command) {
    apply(ExecutionDecisions.retry(state, command.executionId()));
  }

  private static void apply(List<ExecutionEvent> events) {
    events.forEach(AggregateLifecycle::apply);
  }

  @EventSourcingHandler
  void evolve(ExecutionEvent event) {
    id = event.executionId();
    state = state.after(event);
  }
}
