package dev.assay.sagas.executioncoordination;

import static dev.assay.sagas.executioncoordination.ExecutionEvents.EXECUTION;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.TASK;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.aValidateTask;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.anAgentTask;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.completed;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.json;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.TimeOutExecution;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.sagas.SagaFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExecutionCoordinationSagaTest {
  private final SagaFixture<ExecutionCoordinationSaga> saga =
      new SagaFixture<>(ExecutionCoordinationSaga.class);

  @Test
  void shouldStartOnceWithTheDeadlineOfTheExecution() {
    saga.when(started())
        .expectActiveSagas(1)
        .expectAssociationWith("forExecution", EXECUTION.toString())
        .expectAssociationWith("originExecutionId", EXECUTION.toString())
        .expectScheduledDeadline(Instant.parse("2030-01-01T00:00:00Z"), EXECUTION.toString());
  }

  @Test
  void shouldCompleteTheTaskWhenItsAgentIsDone() {
    saga.given(started());
    saga.axon().givenAPublished(SagaFixture.stored(anAgentTask()));
    StartAgentExecution start = (StartAgentExecution) saga.sent().getLast().getPayload();
    saga.whenOnce(completed(start.agentExecutionId()))
        .expectDispatchedCommands(new CompleteTask(EXECUTION, TASK, json("{\"text\": \"brief\"}")));
  }

  @Test
  void shouldCompleteTheTaskWhenItsValidationIsSettled() {
    saga.given(started());
    saga.axon().givenAPublished(SagaFixture.stored(aValidateTask()));
    RequestValidation request = (RequestValidation) saga.sent().getLast().getPayload();
    saga.whenOnce(
        new ValidationAccepted(
            request.validationId(), 1, json("\"x\""), "sha256:0", 1, null, request.origin()));
    assertThat(saga.sent().getLast().getPayload()).isInstanceOf(CompleteTask.class);
  }

  @Test
  void shouldFailTheTaskWhenTheAgentIsRefusedButNotForAFault() {
    saga.given(started());
    saga.axon()
        .setCallbackBehavior(
            (command, metadata) -> {
              if (command instanceof StartAgentExecution) {
                throw CommandRejected.notFound("agent", "summariser");
              }
              return "done";
            });
    saga.whenOnce(anAgentTask()).expectActiveSagas(1);
    assertThat(saga.sent().getLast().getPayload()).isInstanceOf(FailTask.class);
  }

  @Test
  void shouldTimeOutTheExecutionAtItsDeadline() {
    saga.given(started());
    saga.axon()
        .whenTimeAdvancesTo(Instant.parse("2030-01-01T00:00:01Z"))
        .expectDispatchedCommands(new TimeOutExecution(EXECUTION));
  }

  @Test
  void shouldEndWithoutDeadlinesWhenTheExecutionIsCompleted() {
    saga.given(started());
    saga.when(new ExecutionCompleted(EXECUTION, json("{}")))
        .expectActiveSagas(0)
        .expectNoScheduledDeadlines();
  }
}
