package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one look into the record, or one refusal. */
public record AccessId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static AccessId of(String text) {
    return new AccessId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
