package dev.assay.domain.agentexecution;

import static dev.assay.domain.Json.json;
import static dev.assay.domain.agent.AgentExamples.aSummariser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.andNoMore;
import static org.axonframework.test.matchers.Matchers.exactSequenceOf;
import static org.axonframework.test.matchers.Matchers.matches;
import static org.axonframework.test.matchers.Matchers.payloadsMatching;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agentexecution.AgentExecutionCommand.RecordModelAnswer;
import dev.assay.api.agentexecution.AgentExecutionCommand.StartAgentExecution;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
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
import tools.jackson.databind.JsonNode;

/** Runs of an agent, and what is expected to come of them. */
final class AgentRuns {
  static final AgentExecutionId ID = AgentExecutionId.of("018f0000-0000-7000-8000-000000000001");
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final UUID LEASE = new UUID(1, 1);
  static final ModelRef FIRST = ModelRef.of("openai/gpt");
  static final ModelRef SECOND = ModelRef.of("offline/extractive-1");
  static final WorkOwner OWNER = new WorkOwner(WorkOwner.Kind.TASK, new UUID(2, 2), "t-1");
  static final JsonNode INPUT = json("{'document': 'A long text.', 'maxWords': 20}");
  static final String GOOD = "{\"text\": \"Short.\"}";

  private AgentRuns() {}

  static FixtureConfiguration<AgentExecution> fixture(AgentDefinition definition) {
    ModelCatalog models = policy -> List.of(FIRST, SECOND, FIRST);
    return new AggregateTestFixture<>(AgentExecution.class)
        .registerInjectableResource(Clock.fixed(NOW, ZoneOffset.UTC))
        .registerInjectableResource(models)
        .registerInjectableResource(AgentExamples.agents(Map.of("summariser", definition)));
  }

  static StartAgentExecution start(JsonNode input) {
    return new StartAgentExecution(ID, "summariser", null, input, null, 3, null, OWNER);
  }

  static TestExecutor<AgentExecution> aStarted(AgentDefinition definition) {
    return fixture(definition).given(started(definition), requested(1, FIRST));
  }

  static AgentExecutionStarted started(AgentDefinition definition) {
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

  static ModelCallId call(int attempt) {
    return NextCall.callId(started(aSummariser()), attempt);
  }

  static ModelCallRequested requested(int attempt, ModelRef model) {
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

  static ModelAnswer answer(String text, int tokens, String costUsd) {
    return new ModelAnswer(
        text, "openai", "gpt", null, "stop", tokens, 5, new BigDecimal(costUsd), 700, false);
  }

  static RecordModelAnswer record(String text) {
    return new RecordModelAnswer(ID, call(1), LEASE, true, answer(text, 10, "0.01"));
  }

  static ModelFailure failure(boolean retryable) {
    return new ModelFailure("openai", "gpt", "TIMEOUT", "No answer in 60 s", retryable, 60_000);
  }

  static ModelCallFailed failed(int attempt) {
    return new ModelCallFailed(ID, call(attempt), attempt, failure(true));
  }

  /** Every event in order; each is handed to its own assertions. */
  @SafeVarargs
  static void expect(ResultValidator<AgentExecution> result, Consumer<Object>... events) {
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

  static Consumer<Object> is(Object expected) {
    return actual -> assertThat(actual).isEqualTo(expected);
  }

  static Consumer<Object> aRequest(Consumer<ModelCallRequested> assertions) {
    return actual -> {
      assertThat(actual).isInstanceOf(ModelCallRequested.class);
      assertions.accept((ModelCallRequested) actual);
    };
  }

  static Consumer<Object> aFailure(String code, String words) {
    return actual -> {
      assertThat(actual).isInstanceOf(AgentExecutionFailed.class);
      AgentExecutionFailed event = (AgentExecutionFailed) actual;
      assertThat(event.code()).isEqualTo(code);
      assertThat(event.message()).startsWith("Expected").contains(words);
      assertThat(event.owner()).isEqualTo(OWNER);
    };
  }

  static ModelCallAnswered answered(String text) {
    return new ModelCallAnswered(
        ID, call(1), 1, answer(text, 10, "0.01"), Hashes.ofText(text), text.length());
  }

  static TestExecutor<AgentExecution> aCompleted() {
    return fixture(aSummariser())
        .given(
            started(aSummariser()),
            requested(1, FIRST),
            answered(GOOD),
            new AgentExecutionCompleted(
                ID, "summariser", 1, json("{'text': 'Short.'}"), 10, 5, BigDecimal.ONE, OWNER));
  }
}
