package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one run of one agent version. */
public record AgentExecutionId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static AgentExecutionId of(String text) {
    return new AgentExecutionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
