package dev.assay.domain.validation;

import static dev.assay.domain.validation.PipelineExamples.SUMMARISER;
import static dev.assay.domain.validation.PipelineExamples.faithful;
import static dev.assay.domain.validation.PipelineExamples.judged;
import static dev.assay.domain.validation.PipelineExamples.pipeline;

import dev.assay.api.RejectionCode;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.CancelValidation;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import dev.assay.domain.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class CancelledValidationTest {
  private static final ValidationId ID = new ValidationId(new UUID(1, 1));
  private static final ReviewId REVIEW = new ReviewId(new UUID(2, 2));
  private static final ValidationOrigin ORIGIN =
      new ValidationOrigin(new ExecutionId(new UUID(3, 3)), new TaskId(new UUID(4, 4)));
  private static final JsonNode TEXT = StringNode.valueOf("A text");
  private static final String HASH = Hashes.ofJson(TEXT);
  private static final PipelineSpec PIPELINE =
      pipeline(1, OnFail.ESCALATE, SUMMARISER, faithful(OnFail.REVISE));
  private static final Verdict NO = judged(Outcome.FAIL, 0.2, "No");

  private static final ValidationEvent VERDICT = new VerdictRecorded(ID, 1, NO);
  private static final ValidationEvent CONCLUDED = new RoundConcluded(ID, 1, false, 0.2);
  private static final ValidationEvent REVISION =
      new RevisionRequested(ID, 1, TEXT, "Mend", SUMMARISER, 60, 2);
  private static final ValidationEvent ESCALATED =
      new ValidationEscalated(ID, 1, REVIEW, TEXT, HASH, "No", List.of("anna"), 3_600, ORIGIN);

  private static TestExecutor<Validation> inRoundOne(ValidationEvent... then) {
    List<Object> events = new ArrayList<>();
    events.add(new ValidationRequested(ID, TEXT, HASH, null, PIPELINE, "anna", 2, ORIGIN));
    events.add(new RoundOpened(ID, 1, TEXT, HASH, null, PIPELINE.validators(), 60, 2));
    events.addAll(List.of(then));
    return new AggregateTestFixture<>(Validation.class).given(events);
  }

  private static CancelValidation cancel() {
    return new CancelValidation(ID, "not needed");
  }

  private static ValidationCancelled cancelled(@Nullable ReviewId review) {
    return new ValidationCancelled(ID, 1, review, "not needed", ORIGIN);
  }

  @Test
  void shouldEndWithoutAnOutcomeWhileItIsJudged() {
    inRoundOne().when(cancel()).expectEvents(cancelled(null));
  }

  @Test
  void shouldEndWithoutAnOutcomeWhileTheProducerRevises() {
    inRoundOne(VERDICT, CONCLUDED, REVISION).when(cancel()).expectEvents(cancelled(null));
  }

  @Test
  void shouldNameTheReviewThatNobodyNeedsAnyMore() {
    inRoundOne(VERDICT, CONCLUDED, ESCALATED).when(cancel()).expectEvents(cancelled(REVIEW));
  }

  static Stream<ValidationEvent> outcomes() {
    return Stream.of(
        new ValidationAccepted(ID, 1, TEXT, HASH, 1, "rita", ORIGIN),
        new ValidationRejected(ID, 1, TEXT, HASH, 1, "No", "rita", ORIGIN),
        cancelled(REVIEW));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void shouldIgnoreACancellationWhenItHasEnded(ValidationEvent outcome) {
    inRoundOne(VERDICT, CONCLUDED, ESCALATED, outcome)
        .when(cancel())
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  static Stream<ValidationCommand> latecomers() {
    return Stream.of(
        new RecordVerdict(ID, 1, NO),
        new RunCheck(ID, 1, "faithful"),
        new TimeOutRound(ID, 1),
        new FailRevision(ID, 1, "No model"));
  }

  @ParameterizedTest
  @MethodSource("latecomers")
  void shouldIgnoreWhatComesTooLate(ValidationCommand late) {
    inRoundOne(cancelled(null)).when(late).expectNoEvents().expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldIgnoreADecisionThatComesTooLate() {
    inRoundOne(VERDICT, CONCLUDED, ESCALATED, cancelled(REVIEW))
        .when(new ApplyReviewDecision(ID, REVIEW, ReviewDecision.APPROVE, "rita", "Fine", null))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRefuseARevisionThatComesTooLate() {
    inRoundOne(VERDICT, CONCLUDED, REVISION, cancelled(null))
        .when(new SubmitRevision(ID, 1, TEXT))
        .expectException(Refused.with(RejectionCode.INVALID_STATE, "waits for one"));
  }
}
