package dev.assay.api.workflowexecution;

import static dev.assay.api.envelope.Role.AGENT_RUNNER;
import static dev.assay.api.envelope.Role.OPERATOR;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.WorkflowId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a workflow execution may be asked. */
public sealed interface ExecutionCommand {
  ExecutionId executionId();

  /**
   * @param version null takes the latest
   */
  @AllowedTo(AGENT_RUNNER)
  record StartExecution(
      @TargetAggregateIdentifier ExecutionId executionId,
      WorkflowId workflowId,
      @Nullable String version,
      JsonNode input,
      int priority,
      @Nullable Instant deadline)
      implements ExecutionCommand {}

  @AllowedTo(services = true)
  record CompleteTask(
      @TargetAggregateIdentifier ExecutionId executionId, TaskId taskId, JsonNode output)
      implements ExecutionCommand {}

  @AllowedTo(services = true)
  record FailTask(
      @TargetAggregateIdentifier ExecutionId executionId, TaskId taskId, ExecutionError error)
      implements ExecutionCommand {}

  /** The task waits for a person. */
  @AllowedTo(services = true)
  record MarkTaskWaiting(
      @TargetAggregateIdentifier ExecutionId executionId, TaskId taskId, String reason)
      implements ExecutionCommand {}

  @AllowedTo(services = true)
  record TimeOutExecution(@TargetAggregateIdentifier ExecutionId executionId)
      implements ExecutionCommand {}

  @AllowedTo({AGENT_RUNNER, OPERATOR})
  record PauseExecution(@TargetAggregateIdentifier ExecutionId executionId)
      implements ExecutionCommand {}

  @AllowedTo({AGENT_RUNNER, OPERATOR})
  record ResumeExecution(@TargetAggregateIdentifier ExecutionId executionId)
      implements ExecutionCommand {}

  @AllowedTo({AGENT_RUNNER, OPERATOR})
  record CancelExecution(@TargetAggregateIdentifier ExecutionId executionId, String reason)
      implements ExecutionCommand {}

  @AllowedTo({AGENT_RUNNER, OPERATOR})
  record RetryExecution(@TargetAggregateIdentifier ExecutionId executionId)
      implements ExecutionCommand {}
}
