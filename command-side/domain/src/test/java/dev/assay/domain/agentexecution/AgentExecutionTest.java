package dev.assay.domain.agentexecution;

import static dev.assay.api.RejectionCode.ALREADY_EXISTS;
import static dev.assay.api.RejectionCode.INVALID_ARGUMENT;
import static dev.assay.api.RejectionCode.INVALID_STATE;
import static dev.assay.api.RejectionCode.NOT_FOUND;
import static dev.assay.api.RejectionCode.TOO_LARGE;
import static dev.assay.api.RejectionCode.UNPROCESSABLE;
import static dev.assay.domain.Json.json;
import static dev.assay.domain.Senders.by;
import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static dev.assay.domain.agent.AgentExamples.anAssistant;
import static dev.assay.domain.agent.AgentExamples.withLimits;
import static dev.assay.domain.agent.AgentExamples.withMaxCost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.andNoMore;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.matches;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agentexecution.AgentExecutionCommand.CancelAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelFailure;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionCommand.TimeOutAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import dev.assay.domain.Refused;
import dev.assay.domain.agent.AgentExamples;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.ResultValidator;
import org.axonframework.test.aggregate.TestExecutor;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AgentExecutionTest {
  private static final AgentExecutionId ID =
      AgentExecutionId.of("018f0000-0000-7000-8000-000000000001");
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final UUID LEASE = new UUID(1, 1);
  private static final ModelRef FIRST = ModelRef.of("openai/gpt");
  private static final ModelRef SECOND = ModelRef.of("offline/extractive-1");
  private static final WorkOwner OWNER = new WorkOwner(WorkOwner.Kind.TASK, new UUID(2, 2), "t-1");
  private static final JsonNode INPUT = json("{'document': 'A long text.', 'maxWords': 20}");
  private static final String GOOD = "{\"text\": \"Short.\"}";

  private static FixtureConfiguration<AgentExecution> fixture(AgentDefinition definition) {
    ModelCatalog models = policy -> List.of(FIRST, SECOND, FIRST);
    return new AggregateTestFixture<>(AgentExecution.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
        .registerInjectableResource(models)
        .registerInjectableResource(AgentExamples.agents(Map.of("summariser", definition)));
  }

  private static StartAgentExecution start(JsonNode input) {
    return new StartAgentExecution(ID, "summariser", null, input, null, 3, null, OWNER);
  }

  private static TestExecutor<AgentExecution> aStarted(AgentDefinition definition) {
    return fixture(definition).given(started(definition), requested(1, FIRST));
  }

  private static AgentExecutionStarted started(AgentDefinition definition) {
    return new AgentExecutionStarted(
        ID,
        "summariser",
        1,
        "sha256:1",
        definition,
        List.of(FIRST, SECOND),
        INPUT,
        null,
        3,
        NOW.plusSeconds(300),
        OWNER);
  }

  private static ModelCallId call(int attempt) {
    return NextCall.callId(started(aSummariser()), attempt);
  }

  private static ModelCallRequested requested(int attempt, ModelRef model) {
    return new ModelCallRequested(
        ID,
        call(attempt),
        attempt,
        model,
        new ModelParameters(null, null, null),
        "sha256:2",
        List.of(),
        null,
        4_200,
        3,
        NOW,
        NOW.plusSeconds(300),
        0,
        0);
  }

  private static ModelAnswer answer(String text, int tokens, String costUsd) {
    return new ModelAnswer(
        text, "openai", "gpt", null, "stop", tokens, 5, new BigDecimal(costUsd), 700, false);
  }

  private static RecordModelAnswer record(String text) {
    return new RecordModelAnswer(ID, call(1), LEASE, true, answer(text, 10, "0.01"));
  }

  private static ModelFailure failure(boolean retryable) {
    return new ModelFailure("openai", "gpt", "TIMEOUT", "No answer in 60 s", retryable, 60_000);
  }

  private static ModelCallFailed failed(int attempt) {
    return new ModelCallFailed(ID, call(attempt), attempt, failure(true));
  }

  /** Every event in order; each is handed to its own assertions. */
  @SafeVarargs
  private static void expect(ResultValidator<AgentExecution> result, Consumer<Object>... events) {
    List<Matcher<Object>> matchers = new ArrayList<>();
    for (Consumer<Object> event : events) {
      matchers.add(
          matches(
              payload -> {
                event.accept(payload);
                return true;
              }));
    }
    matchers.add(andNoMore());
    result
        .expectSuccessfulHandlerExecution()
        .expectEventsMatching(payloadsMatching(exactSequenceOf(matchers.toArray(Matcher[]::new))));
  }

  private static Consumer<Object> is(Object expected) {
    return actual -> assertThat(actual).isEqualTo(expected);
  }

  private static Consumer<Object> aRequest(Consumer<ModelCallRequested> assertions) {
    return actual -> {
      assertThat(actual).isInstanceOf(ModelCallRequested.class);
      assertions.accept((ModelCallRequested) actual);
    };
  }

  private static Consumer<Object> aFailure(String code, String words) {
    return actual -> {
      assertThat(actual).isInstanceOf(AgentExecutionFailed.class);
      AgentExecutionFailed event = (AgentExecutionFailed) actual;
      assertThat(event.code()).isEqualTo(code);
      assertThat(event.message()).startsWith("Expected").contains(words);
      assertThat(event.owner()).isEqualTo(OWNER);
    };
  }

  private static ModelCallAnswered answered(String text) {
    return new ModelCallAnswered(
        ID, call(1), 1, answer(text, 10, "0.01"), Hashes.ofText(text), text.length());
  }

  @Test
  void shouldStartAndAskTheFirstModelInOneAppend() {
    expect(
        fixture(aSummariser()).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> {
          AgentExecutionStarted started = (AgentExecutionStarted) event;
          assertThat(started.models()).containsExactly(FIRST, SECOND);
          assertThat(started.agentVersion()).isEqualTo(1);
          assertThat(started.deadline()).isEqualTo(NOW.plusSeconds(300));
        },
        aRequest(
            call -> {
              assertThat(call.requestId()).isEqualTo(call(1));
              assertThat(call.model()).isEqualTo(FIRST);
              assertThat(call.notBefore()).isEqualTo(NOW);
              assertThat(call.priority()).isEqualTo(3);
              assertThat(call.messages()).hasSize(2);
              assertThat(call.messages().getFirst().text()).contains("at most 20 words");
              int chars = call.messages().stream().mapToInt(m -> m.text().length()).sum();
              assertThat(call.reservedTokens()).isEqualTo((chars + 3) / 4 + 4_096);
            }));
  }

  @Test
  void shouldNotStartTwice() {
    aStarted(aSummariser()).when(start(INPUT), by("anna")).expectNoEvents();
    aStarted(aSummariser())
        .when(start(json("{'document': 'Another.'}")), by("anna"))
        .expectException(Refused.with(ALREADY_EXISTS, ID.toString()));
  }

  @Test
  void shouldRefuseAnAgentThatDoesNotExist() {
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(new StartAgentExecution(ID, "nobody", null, INPUT, null, 0, null, null), by("anna"))
        .expectNoEvents()
        .expectException(Refused.with(NOT_FOUND, "agent nobody"));
  }

  @Test
  void shouldRefuseWhenNoModelIsConfigured() {
    ModelCatalog none =
        policy -> {
          throw new CommandRejected(RejectionCode.UNPROCESSABLE, "Expected a model, but");
        };
    new AggregateTestFixture<>(AgentExecution.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
        .registerInjectableResource(none)
        .registerInjectableResource(AgentExamples.agents(Map.of("summariser", aSummariser())))
        .givenNoPriorActivity()
        .when(start(INPUT), by("anna"))
        .expectException(Refused.with(UNPROCESSABLE, "model"));
  }

  @Test
  void shouldKeepTheEarlierOfBothDeadlines() {
    Instant soon = NOW.plusSeconds(10);
    expect(
        fixture(aSummariser())
            .givenNoPriorActivity()
            .when(
                new StartAgentExecution(ID, "summariser", 1, INPUT, null, 0, soon, null),
                by("anna")),
        event -> assertThat(((AgentExecutionStarted) event).deadline()).isEqualTo(soon),
        aRequest(call -> assertThat(call.deadline()).isEqualTo(soon)));
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(new StartAgentExecution(ID, "summariser", 1, INPUT, null, 0, NOW, null), by("anna"))
        .expectException(Refused.with(INVALID_ARGUMENT, "deadline in the future"));
  }

  @Test
  void shouldRefuseAnInputThatIsTooLarge() {
    JsonNode huge = json("{'document': '" + "x".repeat(AgentExecution.MAX_INPUT_CHARS) + "'}");
    fixture(aSummariser())
        .givenNoPriorActivity()
        .when(start(huge), by("anna"))
        .expectException(Refused.with(TOO_LARGE, "input"));
  }

  @Test
  void shouldFailAtOnceWhenThePromptAloneExceedsTheTokenLimit() {
    AgentDefinition small = withLimits(aSummariser(), new AgentLimits(6, 20, 0, 300));
    expect(
        fixture(small).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> assertThat(event).isInstanceOf(AgentExecutionStarted.class),
        aFailure("LIMIT_EXCEEDED", "at most 20 tokens"));
  }

  @Test
  void shouldAskForNoMoreTokensThanAreLeft() {
    AgentDefinition tight = withLimits(aSummariser(), new AgentLimits(6, 1_000, 0, 300));
    expect(
        fixture(tight).givenNoPriorActivity().when(start(INPUT), by("anna")),
        event -> assertThat(event).isInstanceOf(AgentExecutionStarted.class),
        aRequest(
            call -> {
              assertThat(call.reservedTokens()).isEqualTo(1_000);
              assertThat(call.parameters().maxOutputTokens()).isBetween(16, 999);
            }));
  }

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

  private static TestExecutor<AgentExecution> aCompleted() {
    return fixture(aSummariser())
        .given(
            started(aSummariser()),
            requested(1, FIRST),
            answered(GOOD),
            new AgentExecutionCompleted(
                ID, "summariser", 1, json("{'text': 'Short.'}"), 10, 5, BigDecimal.ONE, OWNER));
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

  @Test
  void shouldFailWhenItsTimeIsOver() {
    expect(
        aStarted(aSummariser()).when(new TimeOutAgentExecution(ID)),
        aFailure("TIMEOUT", "by 2026-11-21T10:05:00Z"));
    aCompleted().when(new TimeOutAgentExecution(ID)).expectNoEvents();
  }

  @Test
  void shouldBeCancelledOnce() {
    AgentExecutionCancelled cancelled =
        new AgentExecutionCancelled(ID, "summariser", "not needed", OWNER);
    aStarted(aSummariser())
        .when(new CancelAgentExecution(ID, "not needed"))
        .expectEvents(cancelled);
    fixture(aSummariser())
        .given(started(aSummariser()), requested(1, FIRST), cancelled)
        .when(new CancelAgentExecution(ID, "not needed"))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
    aCompleted()
        .when(new CancelAgentExecution(ID, "too late"))
        .expectException(Refused.with(INVALID_STATE, "has completed"));
  }
}
