package dev.assay.domain.validation;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.api.RejectionCode.UNPROCESSABLE;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.serviceFor;
import static dev.assay.domain.validation.PipelineExamples.SUMMARISER;
import static dev.assay.domain.validation.PipelineExamples.faithful;
import static dev.assay.domain.validation.PipelineExamples.judged;
import static dev.assay.domain.validation.PipelineExamples.noMoney;
import static dev.assay.domain.validation.PipelineExamples.pipeline;
import static dev.assay.domain.validation.PipelineExamples.shortEnough;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand.ApplyReviewDecision;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RequestValidation;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.ValidationOrigin;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import dev.assay.domain.Refused;
import dev.assay.domain.agent.AgentExamples;
import dev.assay.domain.validation.check.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

class ValidationTest {
  private static final ValidationId ID = ValidationId.of("018f0000-0000-7000-8000-000000000002");
  private static final ReviewId REVIEW = new ReviewId(Uuids.derived(ID.value(), "review", "1"));
  private static final ValidationOrigin ORIGIN =
      new ValidationOrigin(new ExecutionId(new UUID(3, 3)), new TaskId(new UUID(4, 4)));
  private static final JsonNode GOOD = StringNode.valueOf("Three small words");
  private static final JsonNode LONG = StringNode.valueOf("There are four words");

  private static FixtureConfiguration<Validation> fixture() {
    return new AggregateTestFixture<>(Validation.class)
        .registerInjectableResource(
            AgentExamples.agents(
                Map.of(
                    "summariser",
                    AgentExamples.aSummariser(),
                    "judge",
                    AgentExamples.aSummariser())));
  }

  private static RequestValidation request(PipelineSpec pipeline, JsonNode content) {
    return new RequestValidation(ID, content, null, pipeline, 2, ORIGIN);
  }

  private static ValidationRequested requested(PipelineSpec pipeline, JsonNode content) {
    return new ValidationRequested(
        ID, content, Hashes.ofJson(content), null, pipeline, "anna", 2, ORIGIN);
  }

  private static RoundOpened opened(int round, PipelineSpec pipeline, JsonNode content) {
    return new RoundOpened(
        ID, round, content, Hashes.ofJson(content), null, pipeline.validators(), 60, 2);
  }

  private static VerdictRecorded recorded(int round, Verdict verdict) {
    return new VerdictRecorded(ID, round, verdict);
  }

  /** A validation in its first round, and then these events. */
  private static TestExecutor<Validation> inRoundOne(
      PipelineSpec pipeline, JsonNode content, ValidationEvent... then) {
    List<Object> events = new ArrayList<>();
    events.add(requested(pipeline, content));
    events.add(opened(1, pipeline, content));
    events.addAll(List.of(then));
    return fixture().given(events);
  }

  private static ValidationAccepted accepted(
      int rounds, JsonNode content, double score, @Nullable String decidedBy) {
    return new ValidationAccepted(
        ID, rounds, content, Hashes.ofJson(content), score, decidedBy, ORIGIN);
  }

  private static ValidationRejected rejected(
      JsonNode content, double score, String reason, @Nullable String decidedBy) {
    return new ValidationRejected(
        ID, 1, content, Hashes.ofJson(content), score, reason, decidedBy, ORIGIN);
  }

  private static ValidationEscalated escalated(
      JsonNode content, String reason, String... producers) {
    return new ValidationEscalated(
        ID, 1, REVIEW, content, Hashes.ofJson(content), reason, List.of(producers), 3_600, ORIGIN);
  }

  private static Verdict check(ValidatorSpec validator, JsonNode content) {
    return Checks.run(validator, content);
  }

  @Test
  void shouldOpenTheFirstRoundWithTheRequest() {
    PipelineSpec pipeline = pipeline(2, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE));
    fixture()
        .givenNoPriorActivity()
        .when(request(pipeline, GOOD), serviceFor("anna"))
        .expectEvents(requested(pipeline, GOOD), opened(1, pipeline, GOOD));
  }

  @Test
  void shouldNotBeRequestedTwice() {
    PipelineSpec pipeline = pipeline(0, OnFail.REJECT, null, shortEnough(OnFail.REVISE));
    inRoundOne(pipeline, GOOD).when(request(pipeline, GOOD), serviceFor("anna")).expectNoEvents();
    inRoundOne(pipeline, GOOD)
        .when(request(pipeline, LONG), serviceFor("anna"))
        .expectException(Refused.with(ALREADY_EXISTS, "other content"));
  }

  @Test
  void shouldRefuseAPipelineThatCannotRun() {
    ValidatorSpec odd =
        new ValidatorSpec("odd", ValidatorKind.REGEX, json("{'mustMatch': '('}"), 1, OnFail.REVISE);
    fixture()
        .givenNoPriorActivity()
        .when(request(pipeline(0, OnFail.REJECT, null, odd), GOOD), serviceFor("anna"))
        .expectNoEvents()
        .expectException(Refused.with(UNPROCESSABLE, "odd: Expected a regular expression"));
  }

  @Test
  void shouldRefuseAPipelineThatNamesAnUnknownAgent() {
    new AggregateTestFixture<>(Validation.class)
        .registerInjectableResource(AgentExamples.agents(Map.of()))
        .givenNoPriorActivity()
        .when(
            request(pipeline(1, OnFail.REJECT, SUMMARISER, faithful(OnFail.REVISE)), GOOD),
            serviceFor("anna"))
        .expectException(
            Refused.with(UNPROCESSABLE, "find agent judge, but there is none; Expected to find"));
  }

  @Test
  void shouldAcceptWhenTheOnlyCheckPasses() {
    var validator = shortEnough(OnFail.REVISE);
    inRoundOne(pipeline(0, OnFail.REJECT, null, validator), GOOD)
        .when(new RunCheck(ID, 1, "short"))
        .expectEvents(
            recorded(1, check(validator, GOOD)),
            new RoundConcluded(ID, 1, true, 1),
            accepted(1, GOOD, 1, null));
  }

  @Test
  void shouldWaitUntilAllVerdictsAreIn() {
    var validator = shortEnough(OnFail.REVISE);
    inRoundOne(pipeline(0, OnFail.REJECT, null, validator, faithful(OnFail.REVISE)), GOOD)
        .when(new RunCheck(ID, 1, "short"))
        .expectEvents(recorded(1, check(validator, GOOD)));
  }

  @Test
  void shouldIgnoreASecondVerdictOfTheSameValidator() {
    PipelineSpec pipeline =
        pipeline(0, OnFail.REJECT, null, faithful(OnFail.REVISE), noMoney(OnFail.REVISE));
    inRoundOne(pipeline, GOOD, recorded(1, judged(Outcome.PASS, 1, "Yes")))
        .when(new RecordVerdict(ID, 1, judged(Outcome.FAIL, 0, "No")))
        .expectNoEvents();
    inRoundOne(pipeline, GOOD, recorded(1, check(noMoney(OnFail.REVISE), GOOD)))
        .when(new RunCheck(ID, 1, "no-money"))
        .expectNoEvents();
  }

  @Test
  void shouldRefuseAVerdictOfNobody() {
    PipelineSpec pipeline = pipeline(0, OnFail.REJECT, null, faithful(OnFail.REVISE));
    inRoundOne(pipeline, GOOD)
        .when(new RunCheck(ID, 1, "nobody"))
        .expectException(Refused.with(NOT_FOUND, "nobody"));
    inRoundOne(pipeline, GOOD)
        .when(new RunCheck(ID, 1, "faithful"))
        .expectException(Refused.with(INVALID_ARGUMENT, "is a judge"));
    inRoundOne(pipeline, GOOD)
        .when(new RunCheck(ID, 2, "faithful"))
        .expectException(Refused.with(INVALID_STATE, "round up to 1"));
    inRoundOne(pipeline(0, OnFail.REJECT, null, shortEnough(OnFail.REVISE)), GOOD)
        .when(
            new RecordVerdict(
                ID, 1, PipelineExamples.verdict("short", Outcome.PASS, 1, "Looks short")))
        .expectException(Refused.with(INVALID_ARGUMENT, "of kind LENGTH"));
  }

  @Test
  void shouldCutWhatAJudgeSaysTooLengthily() {
    PipelineSpec pipeline =
        pipeline(0, OnFail.REJECT, null, faithful(OnFail.REVISE), noMoney(OnFail.REVISE));
    Verdict talkative = judged(Outcome.FAIL, 0, "x".repeat(5_000));
    assertThat(Verdicts.kept(talkative, GOOD).reason()).hasSize(2_000).endsWith("…");
    inRoundOne(pipeline, GOOD)
        .when(new RecordVerdict(ID, 1, talkative))
        .expectEvents(recorded(1, Verdicts.kept(talkative, GOOD)));
  }

  @Test
  void shouldAskTheProducerToReviseWithReasonsAndQuotes() {
    var validator = shortEnough(OnFail.REVISE);
    inRoundOne(pipeline(1, OnFail.REJECT, SUMMARISER, validator), LONG)
        .when(new RunCheck(ID, 1, "short"))
        .expectEvents(
            recorded(1, check(validator, LONG)),
            new RoundConcluded(ID, 1, false, 0.75),
            new RevisionRequested(
                ID,
                1,
                LONG,
                """
                The draft was refused. Mend these points:
                1. short: Expected at most 3 words, but there are 4
                   - "words\"""",
                SUMMARISER,
                60,
                2));
  }

  @Test
  void shouldRejectWhenNoRevisionIsLeft() {
    inRoundOne(pipeline(0, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE)), LONG)
        .when(new RunCheck(ID, 1, "short"))
        .expectEvents(
            recorded(1, check(shortEnough(OnFail.REVISE), LONG)),
            new RoundConcluded(ID, 1, false, 0.75),
            rejected(LONG, 0.75, "short: Expected at most 3 words, but there are 4", null));
  }

  @Test
  void shouldEscalateWhenNobodyCanRevise() {
    inRoundOne(pipeline(2, OnFail.ESCALATE, null, shortEnough(OnFail.REVISE)), LONG)
        .when(new RunCheck(ID, 1, "short"))
        .expectEvents(
            recorded(1, check(shortEnough(OnFail.REVISE), LONG)),
            new RoundConcluded(ID, 1, false, 0.75),
            escalated(LONG, "short: Expected at most 3 words, but there are 4", "anna"));
  }

  @Test
  void shouldDoWhatTheStrongestFailingValidatorAsksFor() {
    JsonNode both = StringNode.valueOf("It costs 5 $ at least");
    PipelineSpec pipeline =
        pipeline(
            2, OnFail.ESCALATE, SUMMARISER, shortEnough(OnFail.REVISE), noMoney(OnFail.REJECT));
    inRoundOne(pipeline, both, recorded(1, check(shortEnough(OnFail.REVISE), both)))
        .when(new RunCheck(ID, 1, "no-money"))
        .expectEvents(
            recorded(1, check(noMoney(OnFail.REJECT), both)),
            new RoundConcluded(ID, 1, false, 0.25),
            rejected(
                both,
                0.25,
                "short: Expected at most 3 words, but there are 6; "
                    + "no-money: Expected nothing that matches [$], but found \"$\"",
                null));
  }

  @Test
  void shouldEscalateARoundThatFailsOnlyBecauseAJudgeCouldNotSay() {
    PipelineSpec pipeline = pipeline(2, OnFail.REJECT, SUMMARISER, faithful(OnFail.REJECT));
    Verdict error = judged(Outcome.ERROR, 0, "The judge gave no verdict");
    inRoundOne(pipeline, GOOD)
        .when(new RecordVerdict(ID, 1, error))
        .expectEvents(
            recorded(1, error),
            new RoundConcluded(ID, 1, false, 0),
            escalated(
                GOOD,
                "Could not be judged. faithful: The judge gave no verdict",
                "anna",
                "agent:summariser"));
  }

  @Test
  void shouldConcludeARoundWhoseTimeIsOver() {
    PipelineSpec pipeline =
        pipeline(0, OnFail.REJECT, null, shortEnough(OnFail.REVISE), faithful(OnFail.REVISE));
    Verdict passed = check(shortEnough(OnFail.REVISE), GOOD);
    inRoundOne(pipeline, GOOD, recorded(1, passed))
        .when(new TimeOutRound(ID, 1))
        .expectEvents(
            recorded(1, Verdicts.missing(faithful(OnFail.REVISE), 60)),
            new RoundConcluded(ID, 1, false, 0.5),
            escalated(
                GOOD,
                "Could not be judged. faithful: Expected a verdict within 60 seconds, but there is"
                    + " none",
                "anna"));
  }

  @Test
  void shouldNotTimeOutARoundThatIsConcluded() {
    inRoundOne(
            pipeline(1, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE)),
            LONG,
            failedAndRevising())
        .when(new TimeOutRound(ID, 1))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  private static ValidationEvent[] failedAndRevising() {
    return new ValidationEvent[] {
      recorded(1, check(shortEnough(OnFail.REVISE), LONG)),
      new RoundConcluded(ID, 1, false, 0.75),
      new RevisionRequested(ID, 1, LONG, "Mend", SUMMARISER, 60, 2)
    };
  }

  private static TestExecutor<Validation> revising(OnFail onExhausted) {
    return inRoundOne(
        pipeline(1, onExhausted, SUMMARISER, shortEnough(OnFail.REVISE)),
        LONG,
        failedAndRevising());
  }

  @Test
  void shouldOpenTheNextRoundWithTheRevision() {
    revising(OnFail.REJECT)
        .when(new SubmitRevision(ID, 1, GOOD))
        .expectEvents(
            opened(2, pipeline(1, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE)), GOOD));
  }

  @Test
  void shouldTakeARevisionOnce() {
    PipelineSpec pipeline = pipeline(1, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE));
    List<Object> events = new ArrayList<>();
    events.add(requested(pipeline, LONG));
    events.add(opened(1, pipeline, LONG));
    events.addAll(List.of(failedAndRevising()));
    events.add(opened(2, pipeline, GOOD));
    fixture().given(events).when(new SubmitRevision(ID, 1, GOOD)).expectNoEvents();
    fixture().given(events).when(new FailRevision(ID, 1, "late")).expectNoEvents();
    fixture()
        .given(events)
        .when(new SubmitRevision(ID, 2, GOOD))
        .expectException(Refused.with(INVALID_STATE, "round 2 does not"));
    fixture()
        .given(events)
        .when(new RunCheck(ID, 1, "short"))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRejectAfterTheLastRevisionFailsToo() {
    PipelineSpec pipeline = pipeline(1, OnFail.REJECT, SUMMARISER, shortEnough(OnFail.REVISE));
    List<Object> events = new ArrayList<>();
    events.add(requested(pipeline, LONG));
    events.add(opened(1, pipeline, LONG));
    events.addAll(List.of(failedAndRevising()));
    events.add(opened(2, pipeline, LONG));
    fixture()
        .given(events)
        .when(new RunCheck(ID, 2, "short"))
        .expectEvents(
            recorded(2, check(shortEnough(OnFail.REVISE), LONG)),
            new RoundConcluded(ID, 2, false, 0.75),
            new ValidationRejected(
                ID,
                2,
                LONG,
                Hashes.ofJson(LONG),
                0.75,
                "Still refused after revision 1, the last one. short: Expected at most 3 words, but"
                    + " there are 4",
                null,
                ORIGIN));
  }

  @Test
  void shouldDoAsExhaustedWhenTheProducerCannotRevise() {
    revising(OnFail.REJECT)
        .when(new FailRevision(ID, 1, "No model"))
        .expectEvents(
            new RevisionFailed(ID, 1, "No model"),
            rejected(LONG, 0.75, "The producer could not revise. No model", null));
    revising(OnFail.ESCALATE)
        .when(new FailRevision(ID, 1, "No model"))
        .expectEvents(
            new RevisionFailed(ID, 1, "No model"),
            escalated(LONG, "The producer could not revise. No model", "anna", "agent:summariser"));
  }

  private static TestExecutor<Validation> atAPerson(ValidationEvent... then) {
    List<ValidationEvent> events = new ArrayList<>();
    events.add(recorded(1, check(shortEnough(OnFail.ESCALATE), LONG)));
    events.add(new RoundConcluded(ID, 1, false, 0.75));
    events.add(escalated(LONG, "short", "anna"));
    events.addAll(List.of(then));
    return inRoundOne(
        pipeline(0, OnFail.REJECT, null, shortEnough(OnFail.ESCALATE)),
        LONG,
        events.toArray(ValidationEvent[]::new));
  }

  private static ApplyReviewDecision decision(ReviewDecision decision, @Nullable JsonNode content) {
    return new ApplyReviewDecision(ID, REVIEW, decision, "rita", "Good enough", content);
  }

  @Test
  void shouldFollowThePersonWhoDecides() {
    atAPerson()
        .when(decision(ReviewDecision.APPROVE, null))
        .expectEvents(accepted(1, LONG, 0.75, "rita"));
    atAPerson()
        .when(decision(ReviewDecision.REJECT, null))
        .expectEvents(rejected(LONG, 0.75, "Good enough", "rita"));
    atAPerson()
        .when(decision(ReviewDecision.EDIT, GOOD))
        .expectEvents(accepted(1, GOOD, 0.75, "rita"));
  }

  @Test
  void shouldRefuseAnEditWithoutContent() {
    atAPerson()
        .when(decision(ReviewDecision.EDIT, null))
        .expectException(Refused.with(INVALID_ARGUMENT, "edit to have content"));
  }

  @Test
  void shouldFollowADecisionOnce() {
    atAPerson(accepted(1, LONG, 0.75, "rita"))
        .when(decision(ReviewDecision.APPROVE, null))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRefuseTheDecisionOfAnotherReview() {
    atAPerson()
        .when(
            new ApplyReviewDecision(
                ID,
                new ReviewId(new UUID(8, 8)),
                ReviewDecision.APPROVE,
                "rita",
                "Good enough",
                null))
        .expectException(Refused.with(NOT_FOUND, "review"));
  }
}
