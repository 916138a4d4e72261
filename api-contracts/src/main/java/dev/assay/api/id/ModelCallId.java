package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one request to a model. */
public record ModelCallId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static ModelCallId of(String text) {
    return new ModelCallId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
