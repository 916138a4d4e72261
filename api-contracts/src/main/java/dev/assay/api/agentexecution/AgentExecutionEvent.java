package dev.assay.api.agentexecution;

import dev.assay.api.agent.AgentDefinition;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens in one run of an agent. */
public sealed interface AgentExecutionEvent extends DomainEvent {
  AgentExecutionId agentExecutionId();

  /** An event that an owner waits for. */
  sealed interface Ended extends AgentExecutionEvent {
    @Nullable WorkOwner owner();

    /** The validation that waits for a judge or a revision; else null. */
    default @Nullable UUID forValidation() {
      return ownedBy(WorkOwner.Kind.JUDGE, WorkOwner.Kind.REVISION);
    }

    /** The workflow execution of which a task waits; else null. */
    default @Nullable UUID forExecution() {
      return ownedBy(WorkOwner.Kind.TASK, WorkOwner.Kind.TASK);
    }

    /** The conversation that waits for a reply; else null. */
    default @Nullable UUID forConversation() {
      return ownedBy(WorkOwner.Kind.REPLY, WorkOwner.Kind.REPLY);
    }

    private @Nullable UUID ownedBy(WorkOwner.Kind one, WorkOwner.Kind other) {
      WorkOwner owner = owner();
      return owner != null && (owner.kind() == one || owner.kind() == other) ? owner.id() : null;
    }
  }

  /** The models are the resolved chain: no {@code default} is left in it. */
  @EventName("agent-execution.started")
  record AgentExecutionStarted(
      AgentExecutionId agentExecutionId,
      @Clear String agent,
      int agentVersion,
      @Clear String contentHash,
      AgentDefinition definition,
      List<ModelRef> models,
      @Personal JsonNode input,
      @Personal @Nullable JsonNode context,
      int priority,
      Instant deadline,
      @Nullable WorkOwner owner)
      implements AgentExecutionEvent {}

  /**
   * A call is wanted; nothing has been called yet.
   *
   * @param attempt counts from 1 over all calls of the execution
   * @param notBefore when a worker may claim it (backoff)
   * @param reservedTokens what was set aside of the execution's token limit
   * @param promptChars characters of all messages; null where it was requested before they were
   *     counted. It says how much was asked when the messages are erased
   * @param toolsOffered how many tools the model is told of
   */
  @EventName(value = "agent-execution.model-call-requested", revision = 2)
  record ModelCallRequested(
      AgentExecutionId agentExecutionId,
      ModelCallId requestId,
      int attempt,
      ModelRef model,
      ModelParameters parameters,
      @Clear String promptTemplateHash,
      List<ModelMessage> messages,
      @Clear @Nullable JsonNode outputSchema,
      int reservedTokens,
      int priority,
      Instant notBefore,
      Instant deadline,
      @Nullable Integer promptChars,
      int toolsOffered)
      implements AgentExecutionEvent {}

  /**
   * @param answerChars characters of the answer; null where it came before they were counted
   */
  @EventName(value = "agent-execution.model-call-answered", revision = 2)
  record ModelCallAnswered(
      AgentExecutionId agentExecutionId,
      ModelCallId requestId,
      int attempt,
      ModelAnswer answer,
      @Personal String outputHash,
      @Nullable Integer answerChars)
      implements AgentExecutionEvent {}

  @EventName("agent-execution.model-call-failed")
  record ModelCallFailed(
      AgentExecutionId agentExecutionId, ModelCallId requestId, int attempt, ModelFailure failure)
      implements AgentExecutionEvent {}

  /** The answer of a lost lease, or of a call that was decided already. It decides nothing. */
  @EventName("agent-execution.model-answer-arrived-late")
  record ModelAnswerArrivedLate(
      AgentExecutionId agentExecutionId,
      ModelCallId requestId,
      UUID leaseId,
      ModelAnswer answer,
      @Personal String outputHash)
      implements AgentExecutionEvent {}

  /** The answer does not match the output schema; the errors are fed back with the next call. */
  @EventName("agent-execution.output-refused")
  record OutputRefused(
      AgentExecutionId agentExecutionId, ModelCallId requestId, @Personal List<String> errors)
      implements AgentExecutionEvent {}

  @EventName("agent-execution.completed")
  record AgentExecutionCompleted(
      AgentExecutionId agentExecutionId,
      @Clear String agent,
      int agentVersion,
      @Personal JsonNode output,
      int tokensIn,
      int tokensOut,
      BigDecimal costUsd,
      @Nullable WorkOwner owner)
      implements Ended {}

  @EventName("agent-execution.failed")
  record AgentExecutionFailed(
      AgentExecutionId agentExecutionId,
      @Clear String agent,
      @Clear String code,
      @Personal String message,
      @Nullable WorkOwner owner)
      implements Ended {}

  @EventName("agent-execution.cancelled")
  record AgentExecutionCancelled(
      AgentExecutionId agentExecutionId,
      @Clear String agent,
      @Personal String reason,
      @Nullable WorkOwner owner)
      implements Ended {}
}
