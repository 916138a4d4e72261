package dev.assay.domain.agentexecution;

import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static dev.assay.domain.agentexecution.AgentRuns.FIRST;
import static dev.assay.domain.agentexecution.AgentRuns.ID;
import static dev.assay.domain.agentexecution.AgentRuns.LEASE;
import static dev.assay.domain.agentexecution.AgentRuns.NOW;
import static dev.assay.domain.agentexecution.AgentRuns.SECOND;
import static dev.assay.domain.agentexecution.AgentRuns.aCompleted;
import static dev.assay.domain.agentexecution.AgentRuns.aFailure;
import static dev.assay.domain.agentexecution.AgentRuns.aRequest;
import static dev.assay.domain.agentexecution.AgentRuns.aStarted;
import static dev.assay.domain.agentexecution.AgentRuns.call;
import static dev.assay.domain.agentexecution.AgentRuns.expect;
import static dev.assay.domain.agentexecution.AgentRuns.failed;
import static dev.assay.domain.agentexecution.AgentRuns.failure;
import static dev.assay.domain.agentexecution.AgentRuns.fixture;
import static dev.assay.domain.agentexecution.AgentRuns.is;
import static dev.assay.domain.agentexecution.AgentRuns.requested;
import static dev.assay.domain.agentexecution.AgentRuns.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import org.junit.jupiter.api.Test;

/** Which model is asked next where one fails. */
class ModelFailuresTest {
  @Test
  void shouldAskTheSameModelAgainALittleLater() {
    expect(
        aStarted(aSummariser()).when(new RecordModelFailure(ID, call(1), LEASE, failure(true))),
        is(failed(1)),
        aRequest(
            call -> {
              assertThat(call.attempt()).isEqualTo(2);
              assertThat(call.model()).isEqualTo(FIRST);
              assertThat(call.notBefore()).isBetween(NOW.plusMillis(500), NOW.plusMillis(1_000));
            }));
  }

  @Test
  void shouldAskTheNextModelAfterThreeFailures() {
    expect(
        fixture(aSummariser())
            .given(
                started(aSummariser()),
                requested(1, FIRST),
                failed(1),
                requested(2, FIRST),
                failed(2),
                requested(3, FIRST))
            .when(new RecordModelFailure(ID, call(3), LEASE, failure(true))),
        is(failed(3)),
        aRequest(
            call -> {
              assertThat(call.model()).isEqualTo(SECOND);
              assertThat(call.notBefore()).isEqualTo(NOW);
            }));
  }

  @Test
  void shouldAskTheNextModelAtOnceWhenAFailureIsFinal() {
    expect(
        aStarted(aSummariser()).when(new RecordModelFailure(ID, call(1), LEASE, failure(false))),
        event -> assertThat(event).isInstanceOf(ModelCallFailed.class),
        aRequest(call -> assertThat(call.model()).isEqualTo(SECOND)));
  }

  @Test
  void shouldFailWhenNoModelIsLeft() {
    expect(
        fixture(aSummariser())
            .given(started(aSummariser()), requested(1, FIRST), failed(1), requested(2, SECOND))
            .when(new RecordModelFailure(ID, call(2), LEASE, failure(false))),
        event -> assertThat(event).isInstanceOf(ModelCallFailed.class),
        aFailure("MODEL_UNAVAILABLE", "TIMEOUT: No answer in 60 s"));
  }

  @Test
  void shouldIgnoreAFailureOfACallThatIsNotWaitedFor() {
    fixture(aSummariser())
        .given(started(aSummariser()), requested(1, FIRST), failed(1), requested(2, FIRST))
        .when(new RecordModelFailure(ID, call(1), LEASE, failure(true)))
        .expectNoEvents();
    aCompleted().when(new RecordModelFailure(ID, call(1), LEASE, failure(true))).expectNoEvents();
  }
}
