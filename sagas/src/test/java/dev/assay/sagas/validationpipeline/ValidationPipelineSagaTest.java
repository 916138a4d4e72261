package dev.assay.sagas.validationpipeline;

import static dev.assay.sagas.validationpipeline.ValidationEvents.REVIEW;
import static dev.assay.sagas.validationpipeline.ValidationEvents.VALIDATION;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aCancellation;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aRevision;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aRoundWithOneCheckAndOneJudge;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anAcceptance;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anApproval;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anEscalation;
import static dev.assay.sagas.validationpipeline.ValidationEvents.completed;
import static dev.assay.sagas.validationpipeline.ValidationEvents.concluded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.review.ReviewCommand.CloseReview;
import dev.assay.api.review.ReviewCommand.MarkReviewOverdue;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.sagas.SagaFixture;
import java.time.Duration;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.junit.jupiter.api.Test;

class ValidationPipelineSagaTest {
  private final SagaFixture<ValidationPipelineSaga> saga =
      new SagaFixture<>(ValidationPipelineSaga.class);

  @Test
  void shouldStartOneSagaWithADeadlinePerValidationAndNotTwo() {
    saga.when(aRoundWithOneCheckAndOneJudge(1))
        .expectActiveSagas(1)
        .expectAssociationWith("forValidation", VALIDATION.toString())
        .expectScheduledDeadline(Duration.ofSeconds(60), "1")
        .expectNoDispatchedCommands();
  }

  @Test
  void shouldSendCommandsUnderTheEventsEnvelopeAndIdsOfTheirOwn() {
    saga.whenOnce(aRoundWithOneCheckAndOneJudge(1)).expectActiveSagas(1);
    List<CommandMessage<?>> sent = saga.sent();
    assertThat(sent).hasSize(2);
    assertThat(sent)
        .extracting(c -> c.getMetaData().get(MetadataKeys.COMMAND_ID))
        .doesNotHaveDuplicates()
        .doesNotContainNull();
    CommandMessage<?> first = sent.getFirst();
    assertThat(first.getMetaData())
        .containsEntry(MetadataKeys.TENANT_ID, SagaFixture.TENANT)
        .containsEntry(MetadataKeys.CORRELATION_ID, "correlation");
    assertThat(Actor.fromMetadata(first.getMetaData()))
        .isInstanceOfSatisfying(
            Actor.class,
            actor -> {
              assertThat(actor.kind()).isEqualTo(Actor.Kind.SERVICE);
              assertThat(actor.principal()).isEqualTo("ann");
            });
  }

  @Test
  void shouldRecordTheVerdictOfItsJudge() {
    saga.axon().givenAPublished(SagaFixture.stored(aRoundWithOneCheckAndOneJudge(1)));
    StartAgentExecution judge = (StartAgentExecution) saga.sent().getLast().getPayload();
    saga.whenOnce(
        completed(
            judge.agentExecutionId().value(),
            WorkOwner.Kind.JUDGE,
            "1:tone",
            "{\"score\": 1, \"outcome\": \"PASS\", \"reason\": \"Calm.\"}"));
    assertThat(saga.sent().getLast().getPayload()).isInstanceOf(RecordVerdict.class);
  }

  @Test
  void shouldTimeOutTheRoundAtItsDeadline() {
    saga.given(aRoundWithOneCheckAndOneJudge(1));
    saga.whenTimeElapses(Duration.ofSeconds(61))
        .expectDispatchedCommands(new TimeOutRound(VALIDATION, 1));
    assertThat(saga.sent().getLast().getMetaData())
        .containsEntry(MetadataKeys.TENANT_ID, SagaFixture.TENANT);
  }

  @Test
  void shouldForgetTheDeadlineWhenTheRoundIsConcluded() {
    saga.given(aRoundWithOneCheckAndOneJudge(1));
    saga.when(concluded(1)).expectNoScheduledDeadlines().expectActiveSagas(1);
  }

  @Test
  void shouldWaitForAPersonAndEndWithTheDecision() {
    saga.given(aRoundWithOneCheckAndOneJudge(1), concluded(1), anEscalation());
    saga.whenTimeElapses(Duration.ofHours(2))
        .expectDispatchedCommands(new MarkReviewOverdue(REVIEW));
  }

  @Test
  void shouldApplyTheDecisionAndEndWhenItIsAccepted() {
    saga.given(aRoundWithOneCheckAndOneJudge(1), concluded(1), anEscalation());
    saga.whenOnce(anApproval())
        .expectDispatchedCommands(
            new ApplyReviewDecision(
                VALIDATION, REVIEW, ReviewDecision.APPROVE, "bob", "FINE: as is", null))
        .expectNoScheduledDeadlines();
    saga.axon().whenPublishingA(SagaFixture.stored(anAcceptance())).expectActiveSagas(0);
  }

  @Test
  void shouldStopItsJudgesAndEndWithoutDeadlinesWhenItIsCancelled() {
    saga.axon().givenAPublished(SagaFixture.stored(aRoundWithOneCheckAndOneJudge(1)));
    StartAgentExecution judge = (StartAgentExecution) saga.sent().getLast().getPayload();
    saga.whenOnce(aCancellation(null))
        .expectDispatchedCommands(
            new CancelAgentExecution(judge.agentExecutionId(), "The validation is over"))
        .expectNoScheduledDeadlines()
        .expectActiveSagas(0);
  }

  @Test
  void shouldCloseTheReviewAndEndWhenItIsCancelledWhileAPersonIsToDecide() {
    saga.given(aRoundWithOneCheckAndOneJudge(1), concluded(1), anEscalation());
    saga.whenOnce(aCancellation(REVIEW))
        .expectDispatchedCommands(new CloseReview(REVIEW, "not needed"))
        .expectNoScheduledDeadlines()
        .expectActiveSagas(0);
  }

  @Test
  void shouldStopTheProducerWhenItIsCancelledDuringARevision() {
    saga.given(aRoundWithOneCheckAndOneJudge(1), concluded(1));
    saga.axon().givenAPublished(SagaFixture.stored(aRevision(1)));
    StartAgentExecution producer = (StartAgentExecution) saga.sent().getLast().getPayload();
    saga.whenOnce(aCancellation(null))
        .expectDispatchedCommands(
            new CancelAgentExecution(producer.agentExecutionId(), "The validation is over"))
        .expectNoScheduledDeadlines()
        .expectActiveSagas(0);
  }

  @Test
  void shouldTurnARefusedStartIntoAnErrorVerdict() {
    saga.axon()
        .setCallbackBehavior(
            (command, metadata) -> {
              if (command instanceof StartAgentExecution) {
                throw CommandRejected.invalidState("Expected an agent, but it is retired");
              }
              return "done";
            });
    saga.whenOnce(aRoundWithOneCheckAndOneJudge(1)).expectActiveSagas(1);
    assertThat(saga.sent().getLast().getPayload())
        .isInstanceOfSatisfying(
            RecordVerdict.class, v -> assertThat(v.verdict().reason()).contains("retired"));
  }
}
