package dev.assay.domain.validation;

import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.domain.validation.PipelineExamples.SUMMARISER;
import static dev.assay.domain.validation.PipelineExamples.pipeline;
import static dev.assay.domain.validation.PipelineExamples.shortEnough;
import static dev.assay.domain.validation.ValidationExamples.GOOD;
import static dev.assay.domain.validation.ValidationExamples.ID;
import static dev.assay.domain.validation.ValidationExamples.LONG;
import static dev.assay.domain.validation.ValidationExamples.ORIGIN;
import static dev.assay.domain.validation.ValidationExamples.check;
import static dev.assay.domain.validation.ValidationExamples.escalated;
import static dev.assay.domain.validation.ValidationExamples.failedAndRevising;
import static dev.assay.domain.validation.ValidationExamples.fixture;
import static dev.assay.domain.validation.ValidationExamples.opened;
import static dev.assay.domain.validation.ValidationExamples.recorded;
import static dev.assay.domain.validation.ValidationExamples.rejected;
import static dev.assay.domain.validation.ValidationExamples.requested;
import static dev.assay.domain.validation.ValidationExamples.revising;

import dev.assay.api.id.Hashes;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidationCommand.FailRevision;
import dev.assay.api.validation.ValidationCommand.RunCheck;
import dev.assay.api.validation.ValidationCommand.SubmitRevision;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.domain.Refused;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes of a revision, and of one that is never written. */
class RevisionTest {
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
}
