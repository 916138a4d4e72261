package dev.assay.sagas.executioncoordination;

import static dev.assay.sagas.executioncoordination.ExecutionEvents.EXECUTION;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.ORIGIN;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.PIPELINE;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.TASK;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.aTaskOfItsOwn;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.aValidateTask;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.anAgentTask;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.cancelled;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.completed;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.failed;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.json;
import static dev.assay.sagas.executioncoordination.ExecutionEvents.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.validation.ValidationCommand.CancelValidation;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.workflowexecution.ExecutionCommand.CompleteTask;
import dev.assay.api.workflowexecution.ExecutionCommand.FailTask;
import dev.assay.api.workflowexecution.ExecutionCommand.MarkTaskWaiting;
import dev.assay.api.workflowexecution.ExecutionCommand.TimeOutExecution;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutionCoordinationProcessTest {
  private static final UUID EVENT = UUID.fromString("01980000-0000-7000-8000-000000000001");

  private ExecutionCoordinationProcess process = ExecutionCoordinationProcess.NEW;
  private List<Step> steps = List.of();

  @BeforeEach
  void start() {
    when(started());
  }

  @Test
  void shouldRemindOfTheExecutionsDeadlineAndTimeItOut() {
    assertThat(steps)
        .containsExactly(
            new Step.RemindAt(
                "execution", EXECUTION.toString(), Instant.parse("2030-01-01T00:00:00Z")));
    apply(process.onDeadline("execution", EXECUTION.toString()));
    assertThat(commands()).containsExactly(new TimeOutExecution(EXECUTION));
  }

  @Test
  void shouldStartTheAgentOfATaskAndCompleteTheTaskWithItsOutput() {
    AgentExecutionId agent = startAgent();
    StartAgentExecution start = (StartAgentExecution) commands().getFirst();
    assertThat(start.owner())
        .isEqualTo(new WorkOwner(WorkOwner.Kind.TASK, EXECUTION.value(), TASK.toString()));
    assertThat(start.priority()).isEqualTo(3);

    when(completed(agent));
    assertThat(commands())
        .containsExactly(new CompleteTask(EXECUTION, TASK, json("{\"text\": \"brief\"}")));
    when(completed(agent));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldStartNothingForATaskThatTheExecutionDoesByItselfNorTwiceForOne() {
    when(aTaskOfItsOwn());
    assertThat(steps).isEmpty();
    startAgent();
    when(anAgentTask());
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldFailTheTaskWithATimeoutWhenTheAgentRanOutOfTime() {
    when(failed(startAgent(), "TIMEOUT"));
    FailTask fail = (FailTask) commands().getFirst();
    assertThat(fail.error().type()).endsWith("/timeout");
    assertThat(fail.error().status()).isEqualTo(408);
    assertThat(fail.error().instance()).isEqualTo("/do/0/draft");
  }

  @Test
  void shouldFailTheTaskWhenTheAgentFailedOrWasCancelled() {
    ExecutionCoordinationProcess before = process;
    when(failed(startAgent(), "UNAVAILABLE"));
    assertThat(((FailTask) commands().getFirst()).error().type()).endsWith("/runtime");
    process = before;
    when(cancelled(startAgent()));
    assertThat(((FailTask) commands().getFirst()).error().detail()).isEqualTo("not wanted");
  }

  @Test
  void shouldFailTheTaskWhenItsAgentIsRefused() {
    startAgent();
    StartAgentExecution start = (StartAgentExecution) commands().getFirst();
    apply(process.onRefusal(start, CommandRejected.notFound("agent", "summariser")));
    FailTask fail = (FailTask) commands().getFirst();
    assertThat(fail.error().type()).endsWith("/configuration");
    assertThat(fail.error().status()).isEqualTo(404);
  }

  @Test
  void shouldRequestAValidationAndCompleteTheTaskWithTheDecision() {
    ValidationId validation = startValidation();
    assertThat(commands())
        .containsExactly(
            new RequestValidation(
                validation, json("\"text\""), json("\"context\""), PIPELINE, 3, ORIGIN));
    when(new ValidationAccepted(validation, 2, json("\"text\""), "sha256:0", 0.75, "bob", ORIGIN));
    assertThat(commands())
        .containsExactly(
            new CompleteTask(
                EXECUTION,
                TASK,
                json(
                    "{\"decision\": \"ACCEPTED\", \"content\": \"text\", \"score\": 0.75,"
                        + " \"rounds\": 2, \"validationId\": \""
                        + validation
                        + "\", \"decidedBy\": \"bob\"}")));
  }

  @Test
  void shouldCompleteTheTaskWithTheReasonWhenContentIsRejected() {
    ValidationId validation = startValidation();
    when(
        new ValidationRejected(
            validation, 1, json("\"text\""), "sha256:0", 0, "Too short", null, ORIGIN));
    CompleteTask complete = (CompleteTask) commands().getFirst();
    assertThat(complete.output().get("decision").stringValue()).isEqualTo("REJECTED");
    assertThat(complete.output().get("reason").stringValue()).isEqualTo("Too short");
    assertThat(complete.output().has("decidedBy")).isFalse();
  }

  @Test
  void shouldMarkTheTaskAsWaitingWhileAPersonDecides() {
    ValidationId validation = startValidation();
    when(
        new ValidationEscalated(
            validation,
            1,
            ReviewId.of("01980000-0000-7000-8000-0000000000b1"),
            json("\"text\""),
            "sha256:0",
            "Judges disagree",
            List.of(),
            60,
            ORIGIN));
    assertThat(commands()).containsExactly(new MarkTaskWaiting(EXECUTION, TASK, "Judges disagree"));
    assertThat(process.atWork()).hasSize(1);
  }

  @Test
  void shouldFailTheTaskWhenItsOutputIsRefused() {
    apply(
        process.onRefusal(
            new CompleteTask(EXECUTION, TASK, json("{}")),
            CommandRejected.invalidState("Expected a smaller output")));
    assertThat(commands().getFirst()).isInstanceOf(FailTask.class);
    apply(process.onRefusal(commands().getFirst(), CommandRejected.invalidState("over")));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldCancelTheAgentOfACancelledTask() {
    AgentExecutionId agent = startAgent();
    when(new TaskCancelled(EXECUTION, TASK, "/do/0/draft"));
    assertThat(((CancelAgentExecution) commands().getFirst()).agentExecutionId()).isEqualTo(agent);
    when(cancelled(agent));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldCancelRunningAgentsAndEndWithTheExecution() {
    startAgent();
    when(new ExecutionCancelled(EXECUTION, "changed my mind"));
    assertThat(commands().getFirst()).isInstanceOf(CancelAgentExecution.class);
    assertThat(steps).endsWith(new Step.End());
  }

  @Test
  void shouldCancelTheValidationOfACancelledTask() {
    ValidationId validation = startValidation();
    when(new TaskCancelled(EXECUTION, TASK, "/do/0/draft"));
    assertThat(commands())
        .containsExactly(new CancelValidation(validation, "The task is cancelled"));
    when(new ValidationCancelled(validation, 1, null, "The task is cancelled", ORIGIN));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldCancelRunningValidationsAndEndWithTheExecution() {
    ValidationId validation = startValidation();
    when(new ExecutionCancelled(EXECUTION, "changed my mind"));
    assertThat(commands())
        .containsExactly(new CancelValidation(validation, "The execution is cancelled"));
    assertThat(steps).endsWith(new Step.End());
  }

  @Test
  void shouldFailTheTaskWhenItsValidationIsCancelledByOthers() {
    ValidationId validation = startValidation();
    when(new ValidationCancelled(validation, 1, null, "not wanted", ORIGIN));
    FailTask fail = (FailTask) commands().getFirst();
    assertThat(fail.error().type()).endsWith("/runtime");
    assertThat(fail.error().detail()).isEqualTo("not wanted");
    assertThat(process.atWork()).isEmpty();
  }

  @Test
  void shouldEndWithTheExecutionAndBeginAgainWhenItIsRetried() {
    when(new ExecutionCompleted(EXECUTION, json("{}")));
    assertThat(steps).containsExactly(new Step.End());
    process = ExecutionCoordinationProcess.NEW;
    when(new ExecutionRetried(EXECUTION));
    startAgent();
    assertThat(commands()).hasSize(1);
  }

  private AgentExecutionId startAgent() {
    when(anAgentTask());
    return ((StartAgentExecution) commands().getFirst()).agentExecutionId();
  }

  private ValidationId startValidation() {
    when(aValidateTask());
    return ((RequestValidation) commands().getFirst()).validationId();
  }

  private void when(DomainEvent event) {
    apply(process.on(EVENT, event));
  }

  private void apply(Decision<ExecutionCoordinationProcess> decision) {
    process = decision.next();
    steps = decision.steps();
  }

  private List<Object> commands() {
    return steps.stream()
        .filter(Step.Send.class::isInstance)
        .map(step -> ((Step.Send) step).command())
        .toList();
  }
}
