package dev.assay.api.workflow;

import static dev.assay.api.envelope.Role.DESIGNER;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.WorkflowId;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What a workflow may be asked. */
public sealed interface WorkflowCommand {
  /**
   * Compiles and registers; answers {@link RegisteredWorkflow}. The same text again registers
   * nothing; other content under a version that exists is {@code ALREADY_EXISTS}; a definition with
   * faults is {@code UNPROCESSABLE} with a line and column for each.
   */
  @AllowedTo(DESIGNER)
  record RegisterWorkflowVersion(
      @TargetAggregateIdentifier WorkflowId workflowId, String source, String sourceType)
      implements WorkflowCommand {}

  /** The answer to {@link RegisterWorkflowVersion}; {@code created} is false if nothing was new. */
  record RegisteredWorkflow(
      WorkflowId workflowId,
      String namespace,
      String name,
      String version,
      String contentHash,
      boolean created) {}
}
