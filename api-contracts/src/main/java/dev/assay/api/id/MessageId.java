package dev.assay.api.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Identifies a message of a conversation. */
public record MessageId(@JsonValue UUID value) implements Id {
  @JsonCreator
  public static MessageId of(String text) {
    return new MessageId(UUID.fromString(text));
  }

  /** The reply to this message. It is derived: whoever knows a message can wait for its reply. */
  public MessageId reply() {
    return new MessageId(Uuids.derived(value, "reply"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
