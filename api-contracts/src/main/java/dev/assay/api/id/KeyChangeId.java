package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one rotation, or one lot of keys whose time was over. */
public record KeyChangeId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static KeyChangeId of(String text) {
    return new KeyChangeId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
