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
import static dev.assay.domain.validation.ValidationExamples.GOOD;
import static dev.assay.domain.validation.ValidationExamples.ID;
import static dev.assay.domain.validation.ValidationExamples.LONG;
import static dev.assay.domain.validation.ValidationExamples.accepted;
import static dev.assay.domain.validation.ValidationExamples.check;
import static dev.assay.domain.validation.ValidationExamples.fixture;
import static dev.assay.domain.validation.ValidationExamples.inRoundOne;
import static dev.assay.domain.validation.ValidationExamples.opened;
import static dev.assay.domain.validation.ValidationExamples.recorded;
import static dev.assay.domain.validation.ValidationExamples.request;
import static dev.assay.domain.validation.ValidationExamples.requested;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import dev.assay.domain.Refused;
import dev.assay.domain.agent.AgentExamples;
import java.util.Map;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;

/** How a validation begins, and who may say something in a round of it. */
class ValidationTest {
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
}
