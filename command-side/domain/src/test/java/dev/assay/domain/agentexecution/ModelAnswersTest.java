package dev.assay.domain.agentexecution;

import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static dev.assay.domain.agent.AgentExamples.anAssistant;
import static dev.assay.domain.agent.AgentExamples.withLimits;
import static dev.assay.domain.agent.AgentExamples.withMaxCost;
import static dev.assay.domain.agentexecution.AgentRuns.FIRST;
import static dev.assay.domain.agentexecution.AgentRuns.GOOD;
import static dev.assay.domain.agentexecution.AgentRuns.ID;
import static dev.assay.domain.agentexecution.AgentRuns.LEASE;
import static dev.assay.domain.agentexecution.AgentRuns.OWNER;
import static dev.assay.domain.agentexecution.AgentRuns.aCompleted;
import static dev.assay.domain.agentexecution.AgentRuns.aFailure;
import static dev.assay.domain.agentexecution.AgentRuns.aRequest;
import static dev.assay.domain.agentexecution.AgentRuns.aStarted;
import static dev.assay.domain.agentexecution.AgentRuns.answer;
import static dev.assay.domain.agentexecution.AgentRuns.answered;
import static dev.assay.domain.agentexecution.AgentRuns.call;
import static dev.assay.domain.agentexecution.AgentRuns.expect;
import static dev.assay.domain.agentexecution.AgentRuns.fixture;
import static dev.assay.domain.agentexecution.AgentRuns.is;
import static dev.assay.domain.agentexecution.AgentRuns.record;
import static dev.assay.domain.agentexecution.AgentRuns.requested;
import static dev.assay.domain.agentexecution.AgentRuns.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.domain.Refused;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of the answer of a model. */
class ModelAnswersTest {
  @Test
  void shouldCompleteWithAnAnswerThatMatchesTheSchema() {
    expect(
        aStarted(aSummariser()).when(record(GOOD)),
        is(answered(GOOD)),
        is(
            new AgentExecutionCompleted(
                ID,
                "summariser",
                1,
                json("{'text': 'Short.'}"),
                10,
                5,
                new BigDecimal("0.01"),
                OWNER)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"```json\n%s\n```", "```\n%s\n```", "\n ```JSON\n%s```  "})
  void shouldTolerateAFenceAroundTheAnswer(String fence) {
    String text = fence.formatted(GOOD);
    expect(
        aStarted(aSummariser()).when(record(text)),
        is(answered(text)),
        event ->
            assertThat(((AgentExecutionCompleted) event).output())
                .isEqualTo(json("{'text': 'Short.'}")));
  }

  @Test
  void shouldTakeTheAnswerAsTextWhenThereIsNoSchema() {
    expect(
        aStarted(anAssistant()).when(record("Good morning.")),
        is(answered("Good morning.")),
        event ->
            assertThat(((AgentExecutionCompleted) event).output().stringValue())
                .isEqualTo("Good morning."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"txt\": 1}", "I would say so.", "", "{\"text\": \"a\"} and more"})
  void shouldFeedTheErrorsBackWhenTheAnswerDoesNotMatchTheSchema(String bad) {
    expect(
        aStarted(aSummariser()).when(record(bad)),
        is(answered(bad)),
        event -> assertThat(((OutputRefused) event).errors()).isNotEmpty(),
        aRequest(
            call -> {
              assertThat(call.attempt()).isEqualTo(2);
              assertThat(call.model()).isEqualTo(FIRST);
              assertThat(call.messages()).hasSize(4);
              assertThat(call.messages().get(2).speaker()).isEqualTo(Speaker.ASSISTANT);
              assertThat(call.messages().get(3).text()).contains("was refused");
            }));
  }

  @Test
  void shouldFailWhenNoCallIsLeftForAnotherAnswer() {
    AgentDefinition once = withLimits(aSummariser(), new AgentLimits(1, 10_000, 0, 300));
    expect(
        aStarted(once).when(record("nonsense")),
        is(answered("nonsense")),
        event -> assertThat(event).isInstanceOf(OutputRefused.class),
        aFailure("LIMIT_EXCEEDED", "within 1 model calls, but the last answer was refused"));
  }

  @Test
  void shouldFailWhenAnAnswerCostsMoreThanAllowed() {
    expect(
        aStarted(withMaxCost(aSummariser(), "0.005")).when(record(GOOD)),
        is(answered(GOOD)),
        aFailure("LIMIT_EXCEEDED", "at most 0.005 US dollars, but it is 0.01"));
  }

  @Test
  void shouldFailWhenAnAnswerUsesMoreTokensThanAllowed() {
    AgentDefinition small = withLimits(aSummariser(), new AgentLimits(6, 14, 0, 300));
    expect(
        aStarted(small).when(record(GOOD)),
        is(answered(GOOD)),
        aFailure("LIMIT_EXCEEDED", "at most 14 tokens, but 15 were used"));
  }

  @Test
  void shouldKeepTheAnswerOfALostLeaseAsLate() {
    RecordModelAnswer lost =
        new RecordModelAnswer(ID, call(1), LEASE, false, answer(GOOD, 10, "0.01"));
    ModelAnswerArrivedLate late =
        new ModelAnswerArrivedLate(
            ID, call(1), LEASE, answer(GOOD, 10, "0.01"), Hashes.ofText(GOOD));
    aStarted(aSummariser()).when(lost).expectEvents(late);
    fixture(aSummariser())
        .given(started(aSummariser()), requested(1, FIRST), late)
        .when(lost)
        .expectNoEvents();
  }

  @Test
  void shouldKeepAnAnswerAsLateWhenTheCallWasDecided() {
    RecordModelAnswer second =
        new RecordModelAnswer(ID, call(1), new UUID(7, 7), true, answer("Other", 10, "0.01"));
    aCompleted()
        .when(second)
        .expectEvents(
            new ModelAnswerArrivedLate(
                ID, call(1), new UUID(7, 7), answer("Other", 10, "0.01"), Hashes.ofText("Other")));
  }

  @Test
  void shouldIgnoreTheSameAnswerAgain() {
    aCompleted().when(record(GOOD)).expectNoEvents().expectSuccessfulHandlerExecution();
  }

  @Test
  void shouldRefuseAnAnswerToACallThatWasNeverMade() {
    aStarted(aSummariser())
        .when(
            new RecordModelAnswer(
                ID, new ModelCallId(new UUID(9, 9)), LEASE, true, answer(GOOD, 1, "0")))
        .expectException(Refused.with(NOT_FOUND, "model call"));
  }
}
