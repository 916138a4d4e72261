package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one run of a validation pipeline. */
public record ValidationId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static ValidationId of(String text) {
    return new ValidationId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
