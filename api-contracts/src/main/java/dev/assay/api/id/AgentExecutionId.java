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

  /**
   * The run that writes a reply. It is derived, so that one can listen to it before it begins and
   * misses none of its words.
   */
  public static AgentExecutionId writing(MessageId reply) {
    return new AgentExecutionId(Uuids.derived(reply.value(), "conversation-reply", "agent"));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
