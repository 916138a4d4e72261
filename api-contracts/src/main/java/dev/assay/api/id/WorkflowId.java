package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a workflow, derived from its tenant, namespace and name. */
public record WorkflowId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static WorkflowId of(String text) {
    return new WorkflowId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
