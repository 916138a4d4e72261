package dev.assay.api.agentexecution;

import static dev.assay.api.envelope.Role.AGENT_RUNNER;
import static dev.assay.api.envelope.Role.OPERATOR;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.inference.ModelFailure;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an agent execution may be asked. */
public sealed interface AgentExecutionCommand {
  AgentExecutionId agentExecutionId();

  /**
   * @param version null takes the latest
   * @param deadline null takes the agent's own time limit
   */
  @AllowedTo(value = AGENT_RUNNER, services = true)
  record StartAgentExecution(
      @TargetAggregateIdentifier AgentExecutionId agentExecutionId,
      String agent,
      @Nullable Integer version,
      JsonNode input,
      @Nullable JsonNode context,
      int priority,
      @Nullable Instant deadline,
      @Nullable WorkOwner owner)
      implements AgentExecutionCommand {}

  /**
   * @param leaseHeld whether the worker still held its lease when the answer came
   */
  @AllowedTo(services = true)
  record RecordModelAnswer(
      @TargetAggregateIdentifier AgentExecutionId agentExecutionId,
      ModelCallId requestId,
      UUID leaseId,
      boolean leaseHeld,
      ModelAnswer answer)
      implements AgentExecutionCommand {}

  @AllowedTo(services = true)
  record RecordModelFailure(
      @TargetAggregateIdentifier AgentExecutionId agentExecutionId,
      ModelCallId requestId,
      UUID leaseId,
      ModelFailure failure)
      implements AgentExecutionCommand {}

  /** Its time is over: ends it as failed with code {@code TIMEOUT} unless it has ended. */
  @AllowedTo(services = true)
  record TimeOutAgentExecution(@TargetAggregateIdentifier AgentExecutionId agentExecutionId)
      implements AgentExecutionCommand {}

  @AllowedTo(
      value = {AGENT_RUNNER, OPERATOR},
      services = true)
  record CancelAgentExecution(
      @TargetAggregateIdentifier AgentExecutionId agentExecutionId, String reason)
      implements AgentExecutionCommand {}
}
