package dev.assay.domain.agentexecution;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.agent.AgentLimits;
import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which model is asked next, if any: pure functions of what has happened and the time. */
final class NextCall {
  static final String LIMIT_EXCEEDED = "LIMIT_EXCEEDED";
  static final String MODEL_UNAVAILABLE = "MODEL_UNAVAILABLE";

  /** Set aside for an answer where the agent names no limit of its own, in tokens. */
  static final int DEFAULT_OUTPUT_TOKENS = 4_096;

  /** Below this no answer is worth asking for, in tokens. */
  private static final int LEAST_OUTPUT_TOKENS = 16;

  private static final int CHARS_OF_A_TOKEN = 4;

  private final AgentExecutionState state;
  private final AgentExecutionStarted started;
  private final Instant now;

  NextCall(AgentExecutionState state, Instant now) {
    this.state = state;
    this.started = state.started();
    this.now = now;
  }

  /** The first call. */
  AgentExecutionEvent first() {
    return request(started.models().getFirst(), now);
  }

  /** After an answer that does not match the schema: the same model again, told what is wrong. */
  AgentExecutionEvent afterRefusal() {
    ModelCallRequested last = state.calls().open();
    return request(last == null ? started.models().getFirst() : last.model(), now);
  }

  /** After a failure: the same model a little later, the next one, or the end. */
  AgentExecutionEvent afterFailure(ModelFailure failure) {
    ModelCallRequested last = state.calls().open();
    int failures = state.calls().failuresOfModel();
    if (last != null && failure.retryable() && failures < Backoff.MAX_TRIES_OF_A_MODEL) {
      Instant later = now.plus(Backoff.before(nextId(), failures));
      if (later.isBefore(started.deadline())) {
        return request(last.model(), later);
      }
    }
    int next = last == null ? 0 : started.models().indexOf(last.model()) + 1;
    if (next < started.models().size()) {
      return request(started.models().get(next), now);
    }
    return failed(
        MODEL_UNAVAILABLE,
        "Expected an answer of %s, but the last failure was %s: %s"
            .formatted(models(), failure.errorClass(), failure.message()));
  }

  AgentExecutionFailed failed(String code, String message) {
    return new AgentExecutionFailed(
        started.agentExecutionId(), started.agent(), code, message, started.owner());
  }

  private AgentExecutionEvent request(ModelRef model, Instant notBefore) {
    AgentDefinition definition = started.definition();
    AgentLimits limits = definition.limits();
    int attempt = state.calls().count() + 1;
    if (attempt > limits.maxModelCalls()) {
      return failed(
          LIMIT_EXCEEDED,
          "Expected an answer within %d model calls, but %s"
              .formatted(limits.maxModelCalls(), whyAgain()));
    }
    List<ModelMessage> messages = messages();
    long promptTokens = estimate(messages);
    long left = limits.maxTokens() - state.spent().tokens() - promptTokens;
    if (left < LEAST_OUTPUT_TOKENS) {
      return failed(
          LIMIT_EXCEEDED,
          "Expected at most %d tokens, but %d are used and the next prompt needs about %d"
              .formatted(limits.maxTokens(), state.spent().tokens(), promptTokens));
    }
    Integer own = definition.model().maxOutputTokens();
    int wanted = own == null ? DEFAULT_OUTPUT_TOKENS : own;
    int output = (int) Math.min(wanted, left);
    return new ModelCallRequested(
        started.agentExecutionId(),
        nextId(),
        attempt,
        model,
        parameters(definition, own == null && output == wanted ? null : output),
        Hashes.ofText(definition.instructions()),
        messages,
        definition.outputSchema(),
        Math.toIntExact(promptTokens + output),
        started.priority(),
        notBefore,
        started.deadline(),
        messages.stream().mapToInt(message -> message.text().length()).sum(),
        // Agents name tools, but no model is told of any yet.
        0);
  }

  private static ModelParameters parameters(AgentDefinition definition, @Nullable Integer output) {
    return new ModelParameters(definition.model().temperature(), output, null);
  }

  private List<ModelMessage> messages() {
    List<ModelMessage> prompt =
        PromptBuilder.build(started.definition(), started.input(), started.context());
    ModelCalls.Refusal refusal = state.calls().refusal();
    return refusal == null ? prompt : PromptBuilder.again(prompt, refusal);
  }

  private String whyAgain() {
    ModelCalls.Refusal refusal = state.calls().refusal();
    return refusal == null
        ? "all of them failed"
        : "the last answer was refused: " + refusal.errors().getFirst();
  }

  private ModelCallId nextId() {
    return callId(started, state.calls().count() + 1);
  }

  /** The id of a call is derived: the same attempt of the same execution always has the same. */
  static ModelCallId callId(AgentExecutionStarted started, int attempt) {
    return new ModelCallId(
        Uuids.derived(started.agentExecutionId().value(), "model-call", Integer.toString(attempt)));
  }

  private static long estimate(List<ModelMessage> messages) {
    long chars = messages.stream().mapToLong(message -> message.text().length()).sum();
    return (chars + CHARS_OF_A_TOKEN - 1) / CHARS_OF_A_TOKEN;
  }

  private String models() {
    return String.join(", ", started.models().stream().map(ModelRef::toString).toList());
  }
}
