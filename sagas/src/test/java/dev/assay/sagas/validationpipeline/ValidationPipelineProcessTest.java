package dev.assay.sagas.validationpipeline;

import static dev.assay.sagas.validationpipeline.ValidationEvents.CONTENT;
import static dev.assay.sagas.validationpipeline.ValidationEvents.REVIEW;
import static dev.assay.sagas.validationpipeline.ValidationEvents.VALIDATION;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aRevision;
import static dev.assay.sagas.validationpipeline.ValidationEvents.aRoundWithOneCheckAndOneJudge;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anAcceptance;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anApproval;
import static dev.assay.sagas.validationpipeline.ValidationEvents.anEscalation;
import static dev.assay.sagas.validationpipeline.ValidationEvents.cancelled;
import static dev.assay.sagas.validationpipeline.ValidationEvents.completed;
import static dev.assay.sagas.validationpipeline.ValidationEvents.concluded;
import static dev.assay.sagas.validationpipeline.ValidationEvents.failed;
import static dev.assay.sagas.validationpipeline.ValidationEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.review.ReviewCommand.MarkReviewOverdue;
import dev.assay.api.review.ReviewCommand.OpenReview;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import dev.assay.sagas.Decision;
import dev.assay.sagas.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ValidationPipelineProcessTest {
  private static final UUID EVENT = UUID.fromString("01980000-0000-7000-8000-000000000001");
  private static final String PASS =
      "{\"score\": 0.9, \"outcome\": \"PASS\", \"reason\": \"Calm.\","
          + " \"evidence\": [{\"quote\": \"failed at noon\", \"note\": \"the fact\"}]}";

  private ValidationPipelineProcess process = ValidationPipelineProcess.NEW;
  private List<Step> steps = List.of();

  @Test
  void shouldRunChecksAndJudgesAndSetADeadlineWhenARoundOpens() {
    when(aRoundWithOneCheckAndOneJudge(1));

    assertThat(steps).hasSize(3);
    assertThat(steps.get(0)).isEqualTo(new Step.RemindAfter("round", "1", Duration.ofSeconds(60)));
    assertThat(commands().get(0)).isEqualTo(new RunCheck(VALIDATION, 1, "length"));
    StartAgentExecution judge = (StartAgentExecution) commands().get(1);
    assertThat(judge.agent()).isEqualTo("judge");
    assertThat(judge.owner())
        .isEqualTo(new WorkOwner(WorkOwner.Kind.JUDGE, VALIDATION.value(), "1:tone"));
    assertThat(judge.input())
        .isEqualTo(
            json(
                "{\"content\": \"The pump failed  at noon.\", \"context\": {\"source\": \"log\"},"
                    + " \"rubric\": {\"name\": \"tone\"}}"));
  }

  @Test
  void shouldNameTheSameJudgeExecutionWhenTheSameEventIsHandledAgain() {
    List<Step> once =
        ValidationPipelineProcess.NEW.on(EVENT, aRoundWithOneCheckAndOneJudge(1)).steps();
    List<Step> again =
        ValidationPipelineProcess.NEW.on(EVENT, aRoundWithOneCheckAndOneJudge(1)).steps();
    assertThat(again).isEqualTo(once);
  }

  @Test
  void shouldRecordAVerdictWithItsEvidenceWhenTheJudgeAnswers() {
    UUID judge = openRound();
    when(completed(judge, WorkOwner.Kind.JUDGE, "1:tone", PASS));

    Verdict verdict = ((RecordVerdict) commands().getFirst()).verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
    assertThat(verdict.version()).isEqualTo("judge@2");
    // Where the quote is, the validation finds: it has the content, and this process keeps none.
    assertThat(verdict.evidence())
        .containsExactly(new Evidence("failed at noon", null, null, "the fact"));
  }

  @Test
  void shouldRecordAnErrorWhenTheJudgeFailsOrIsCancelled() {
    UUID judge = openRound();
    ValidationPipelineProcess open = process;
    when(failed(judge));
    assertThat(((RecordVerdict) commands().getFirst()).verdict())
        .satisfies(v -> assertThat(v.outcome()).isEqualTo(Outcome.ERROR))
        .satisfies(v -> assertThat(v.reason()).contains("TIMEOUT", "Its time is over"));

    process = open;
    when(cancelled(judge));
    assertThat(((RecordVerdict) commands().getFirst()).verdict().outcome())
        .isEqualTo(Outcome.ERROR);
  }

  @Test
  void shouldRecordAnErrorWhenTheJudgeCannotBeStarted() {
    openRound();
    StartAgentExecution start = (StartAgentExecution) commands().get(1);
    apply(process.onRefusal(start, CommandRejected.invalidState("Expected an agent, but retired")));
    assertThat(((RecordVerdict) commands().getFirst()).verdict().reason()).contains("retired");

    when(failed(start.agentExecutionId().value()));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldCancelLateJudgesAndForgetTheDeadlineWhenTheRoundIsConcluded() {
    UUID judge = openRound();
    when(concluded(1));
    assertThat(steps).contains(new Step.Forget("round"));
    assertThat(((CancelAgentExecution) commands().getFirst()).agentExecutionId().value())
        .isEqualTo(judge);

    when(completed(judge, WorkOwner.Kind.JUDGE, "1:tone", PASS));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldTimeOutTheRoundWhenItsDeadlinePasses() {
    openRound();
    apply(process.onDeadline("round", "1"));
    assertThat(commands()).containsExactly(new TimeOutRound(VALIDATION, 1));
  }

  @Test
  void shouldAskTheProducerWithDraftAndFeedbackAndSubmitWhatItPointsAt() {
    openRound();
    when(concluded(1));
    when(aRevision(1));
    StartAgentExecution producer = (StartAgentExecution) commands().getFirst();
    assertThat(producer.version()).isEqualTo(3);
    assertThat(producer.input())
        .isEqualTo(
            json(
                "{\"document\": \"log\", \"draft\": \"The pump failed  at noon.\","
                    + " \"feedback\": \"Say when it was mended.\"}"));
    assertThat(steps).contains(new Step.RemindAfter("revision", "1", Duration.ofSeconds(60)));

    when(
        completed(
            producer.agentExecutionId().value(),
            WorkOwner.Kind.REVISION,
            "revision:1",
            "{\"text\": \"Mended at one.\"}"));
    assertThat(steps).contains(new Step.Forget("revision"));
    assertThat(commands())
        .containsExactly(new SubmitRevision(VALIDATION, 1, json("\"Mended at one.\"")));
  }

  @Test
  void shouldFailTheRevisionWhenTheProducersOutputHasNothingThere() {
    UUID producer = startRevision();
    when(completed(producer, WorkOwner.Kind.REVISION, "revision:1", "{\"other\": 1}"));
    assertThat(((FailRevision) commands().getFirst()).reason()).contains("/text");
  }

  @Test
  void shouldFailTheRevisionAndStopTheProducerWhenItTakesTooLong() {
    UUID producer = startRevision();
    apply(process.onDeadline("revision", "1"));
    assertThat(commands()).hasSize(2);
    assertThat(commands().get(0)).isInstanceOf(FailRevision.class);
    assertThat(((CancelAgentExecution) commands().get(1)).agentExecutionId().value())
        .isEqualTo(producer);

    when(completed(producer, WorkOwner.Kind.REVISION, "revision:1", "{\"text\": \"late\"}"));
    assertThat(steps).isEmpty();
  }

  @Test
  void shouldFailTheRevisionWhenItIsRefusedOrCannotBegin() {
    startRevision();
    StartAgentExecution start = (StartAgentExecution) commands().getFirst();
    CommandRejected why = CommandRejected.invalidState("Expected an agent, but retired");
    assertThat(process.onRefusal(start, why).steps())
        .anySatisfy(step -> assertThat(step.toString()).contains("FailRevision", "retired"));
    assertThat(
            process.onRefusal(new SubmitRevision(VALIDATION, 1, CONTENT), why).steps().getFirst())
        .isInstanceOfSatisfying(
            Step.Send.class, send -> assertThat(send.command()).isInstanceOf(FailRevision.class));
  }

  @Test
  void shouldOpenAReviewRemindOfItAndApplyWhatThePersonDecides() {
    openRound();
    when(anEscalation());
    assertThat(commands().getFirst()).isInstanceOf(OpenReview.class);
    assertThat(steps)
        .contains(new Step.RemindAfter("review", REVIEW.toString(), Duration.ofHours(1)));
    apply(process.onDeadline("review", REVIEW.toString()));
    assertThat(commands()).containsExactly(new MarkReviewOverdue(REVIEW));

    when(anApproval());
    assertThat(commands())
        .containsExactly(
            new ApplyReviewDecision(
                VALIDATION, REVIEW, ReviewDecision.APPROVE, "bob", "FINE: as is", null));
    when(anAcceptance());
    assertThat(steps).contains(new Step.End());
  }

  /**
   * A reminder's commands have the id of the event that asked for it in theirs, as its own have.
   */
  @Test
  void shouldTellCommandsOfAReminderFromThoseOfTheEventThatAskedForIt() {
    openRound();
    when(concluded(1));
    when(aRevision(1));
    Set<String> ofRevision = labels();
    apply(process.onDeadline("revision", "1"));
    assertThat(labels()).isNotEmpty().doesNotContainAnyElementsOf(ofRevision);

    when(anEscalation());
    Set<String> ofEscalation = labels();
    apply(process.onDeadline("review", REVIEW.toString()));
    assertThat(labels()).isNotEmpty().doesNotContainAnyElementsOf(ofEscalation);
  }

  @Test
  void shouldDoNothingTwiceWhenEveryEventComesTwice() {
    UUID judge = openRound();
    when(aRoundWithOneCheckAndOneJudge(1));
    assertThat(steps).isEmpty();
    when(completed(judge, WorkOwner.Kind.JUDGE, "1:tone", PASS));
    when(completed(judge, WorkOwner.Kind.JUDGE, "1:tone", PASS));
    assertThat(steps).isEmpty();
    when(concluded(1));
    when(concluded(1));
    assertThat(commands()).isEmpty();
    when(aRevision(1));
    when(aRevision(1));
    assertThat(steps).isEmpty();
  }

  private UUID openRound() {
    when(aRoundWithOneCheckAndOneJudge(1));
    return ((StartAgentExecution) commands().get(1)).agentExecutionId().value();
  }

  private UUID startRevision() {
    openRound();
    when(concluded(1));
    when(aRevision(1));
    return ((StartAgentExecution) commands().getFirst()).agentExecutionId().value();
  }

  private void when(DomainEvent event) {
    apply(process.on(EVENT, event));
  }

  private void apply(Decision<ValidationPipelineProcess> decision) {
    process = decision.next();
    steps = decision.steps();
  }

  private Set<String> labels() {
    return steps.stream()
        .filter(Step.Send.class::isInstance)
        .map(step -> ((Step.Send) step).label())
        .collect(Collectors.toSet());
  }

  private List<Object> commands() {
    return steps.stream()
        .filter(Step.Send.class::isInstance)
        .map(step -> ((Step.Send) step).command())
        .toList();
  }
}
