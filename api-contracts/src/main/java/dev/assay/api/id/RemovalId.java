package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies one passage that took erased texts out of the record. */
public record RemovalId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static RemovalId of(String text) {
    return new RemovalId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
