package dev.assay.domain.validation;

import static dev.assay.domain.validation.PipelineExamples.SUMMARISER;
import static dev.assay.domain.validation.PipelineExamples.faithful;
import static dev.assay.domain.validation.PipelineExamples.judged;
import static dev.assay.domain.validation.PipelineExamples.noMoney;
import static dev.assay.domain.validation.PipelineExamples.pipeline;
import static dev.assay.domain.validation.PipelineExamples.shortEnough;
import static dev.assay.domain.validation.ValidationExamples.GOOD;
import static dev.assay.domain.validation.ValidationExamples.ID;
import static dev.assay.domain.validation.ValidationExamples.LONG;
import static dev.assay.domain.validation.ValidationExamples.check;
import static dev.assay.domain.validation.ValidationExamples.escalated;
import static dev.assay.domain.validation.ValidationExamples.failedAndRevising;
import static dev.assay.domain.validation.ValidationExamples.inRoundOne;
import static dev.assay.domain.validation.ValidationExamples.recorded;
import static dev.assay.domain.validation.ValidationExamples.rejected;

import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand.RecordVerdict;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.TimeOutRound;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What is done where a round does not accept the content. */
class FailedRoundTest {
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
}
