package dev.assay.api.workflowexecution;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import dev.assay.api.validation.PipelineSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What someone else has to do for a task; the execution waits for it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TaskWork.RunAgent.class, name = "agent"),
  @JsonSubTypes.Type(value = TaskWork.Validate.class, name = "validate")
})
public sealed interface TaskWork {
  /** Run an agent; its output is the task's output. */
  record RunAgent(
      @Clear String agent,
      @Nullable Integer version,
      @Personal JsonNode input,
      @Personal @Nullable JsonNode context)
      implements TaskWork {}

  /** Validate content; the task's output is {@code {decision, content, score, rounds, reason}}. */
  record Validate(
      @Personal JsonNode content, @Personal @Nullable JsonNode context, PipelineSpec pipeline)
      implements TaskWork {}
}
