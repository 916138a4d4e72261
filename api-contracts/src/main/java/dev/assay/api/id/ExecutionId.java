package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one run of one workflow version. */
public record ExecutionId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static ExecutionId of(String text) {
    return new ExecutionId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
