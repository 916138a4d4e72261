package dev.assay.domain.agentexecution;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelRef;
import dev.assay.domain.agent.AgentExamples;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RetryPropertyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** What a call came to. */
  enum Fate {
    FAILED_FOR_NOW,
    FAILED_FOR_GOOD,
    ANSWERED_BADLY
  }

  private static AgentExecutionState started(int models, int maxCalls) {
    List<ModelRef> chain =
        IntStream.range(0, models).mapToObj(i -> ModelRef.of("provider/m" + i)).toList();
    AgentLimits limits = new AgentLimits(maxCalls, 1_000_000, 0, 3_600);
    return AgentExecutionState.of(
        new AgentExecutionStarted(
            AgentExecutionId.of("018f0000-0000-7000-8000-000000000001"),
            "summariser",
            1,
            "sha256:1",
            AgentExamples.withLimits(AgentExamples.aSummariser(), limits),
            chain,
            json("{'document': 'Text'}"),
            null,
            0,
            NOW.plusSeconds(3_600),
            null));
  }

  @Property(tries = 300)
  void shouldEndAfterBoundedCallsWhateverModelsDo(
      @ForAll @IntRange(min = 1, max = 4) int models,
      @ForAll @IntRange(min = 1, max = 50) int maxCalls,
      @ForAll @Size(value = 50) List<Fate> fates) {
    AgentExecutionState state = started(models, maxCalls);
    List<ModelCallRequested> calls = new ArrayList<>();
    AgentExecutionEvent next = new NextCall(state, NOW).first();
    while (next instanceof ModelCallRequested call) {
      calls.add(call);
      state = state.after(call);
      state = after(state, call, fates.get(calls.size() - 1));
      next = decide(state, fates.get(calls.size() - 1));
    }
    assertThat(next).isInstanceOf(AgentExecutionFailed.class);
    assertThat(state.after(next).hasEnded()).isTrue();
    assertThat(calls).hasSizeLessThanOrEqualTo(maxCalls);
    assertThat(calls).extracting(ModelCallRequested::requestId).doesNotHaveDuplicates();
    triesOfAModelInARow(calls, fates).values().forEach(tries -> assertThat(tries).isLessThan(4));
  }

  private static AgentExecutionState after(
      AgentExecutionState state, ModelCallRequested call, Fate fate) {
    if (fate != Fate.ANSWERED_BADLY) {
      return state.after(
          new ModelCallFailed(
              call.agentExecutionId(),
              call.requestId(),
              call.attempt(),
              failure(fate == Fate.FAILED_FOR_NOW)));
    }
    ModelAnswer answer =
        new ModelAnswer("no", "p", "m", null, "stop", 10, 1, BigDecimal.ZERO, 5, false);
    return state
        .after(
            new ModelCallAnswered(
                call.agentExecutionId(), call.requestId(), call.attempt(), answer, "sha256:3", 2))
        .after(new OutputRefused(call.agentExecutionId(), call.requestId(), List.of("not JSON")));
  }

  private static AgentExecutionEvent decide(AgentExecutionState state, Fate fate) {
    NextCall next = new NextCall(state, NOW);
    return fate == Fate.ANSWERED_BADLY
        ? next.afterRefusal()
        : next.afterFailure(failure(fate == Fate.FAILED_FOR_NOW));
  }

  private static ModelFailure failure(boolean retryable) {
    return new ModelFailure("p", "m", "UNAVAILABLE", "Down", retryable, 5);
  }

  /** How often each model failed without an answer in between, at its worst. */
  private static Map<ModelRef, Integer> triesOfAModelInARow(
      List<ModelCallRequested> calls, List<Fate> fates) {
    Map<ModelRef, Integer> now = new HashMap<>();
    Map<ModelRef, Integer> worst = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      ModelRef model = calls.get(i).model();
      int tries = fates.get(i) == Fate.ANSWERED_BADLY ? 0 : now.getOrDefault(model, 0) + 1;
      now.put(model, tries);
      worst.merge(model, tries, Math::max);
    }
    return worst;
  }

  @Property
  void shouldWaitLongerAfterEachFailureButNeverTooLong(
      @ForAll long idBits, @ForAll @IntRange(min = 1, max = 1_000) int failures) {
    ModelCallId call = new ModelCallId(new UUID(7, idBits));
    var wait = Backoff.before(call, failures);
    assertThat(wait).isEqualTo(Backoff.before(call, failures));
    assertThat(wait).isLessThanOrEqualTo(Backoff.MOST);
    assertThat(wait).isGreaterThanOrEqualTo(Backoff.FIRST.dividedBy(2));
    assertThat(Backoff.before(call, failures + 2)).isGreaterThanOrEqualTo(wait.dividedBy(2));
  }
}
