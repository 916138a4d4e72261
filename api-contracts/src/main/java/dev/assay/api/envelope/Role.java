package dev.assay.api.envelope;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/**
 * What a caller may be. The wire form is lower case with hyphens, as in the {@code roles} claim.
 */
public enum Role {
  PLATFORM_ADMIN("platform-admin"),
  TENANT_ADMIN("tenant-admin"),
  DESIGNER("designer"),
  OPERATOR("operator"),
  REVIEWER("reviewer"),
  AUDITOR("auditor"),
  AGENT_RUNNER("agent-runner");

  private final String wire;

  Role(String wire) {
    this.wire = wire;
  }

  @JsonValue
  public String wire() {
    return wire;
  }

  /** Reads the wire form; anything else is an {@link IllegalArgumentException}. */
  @JsonCreator
  public static Role of(String wire) {
    return Arrays.stream(values())
        .filter(role -> role.wire.equals(wire))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Expected a role, but got '" + wire + "'"));
  }
}
