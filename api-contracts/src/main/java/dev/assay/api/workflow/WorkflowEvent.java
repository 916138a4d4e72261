package dev.assay.api.workflow;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.privacy.Clear;
import tools.jackson.databind.JsonNode;

/** What happens to a workflow definition. */
public sealed interface WorkflowEvent extends DomainEvent {
  WorkflowId workflowId();

  /**
   * @param version the definition's own {@code document.version}, a semantic version
   * @param source the text as it was sent, at most 1 MiB
   * @param sourceType {@code application/yaml} or {@code application/json}
   * @param definition the same as JSON
   */
  @EventName("workflow.version-registered")
  record WorkflowVersionRegistered(
      WorkflowId workflowId,
      @Clear String namespace,
      @Clear String name,
      @Clear String version,
      @Clear String contentHash,
      @Clear String source,
      @Clear String sourceType,
      @Clear JsonNode definition)
      implements WorkflowEvent {}
}
