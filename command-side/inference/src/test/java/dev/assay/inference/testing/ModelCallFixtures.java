package dev.assay.inference.testing;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.id.Uuids;
import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.api.inference.ModelParameters;
import dev.assay.api.inference.ModelRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Requested calls as agent executions ask for them. */
public final class ModelCallFixtures {
  public static final ModelRef SCRIPTED = new ModelRef("scripted", "test-1");

  private ModelCallFixtures() {}

  /** A call that is due and has a minute. */
  public static ModelCallRequested aRequestedCall() {
    return aRequestedCall(5, Instant.now().minusMillis(1), Instant.now().plusSeconds(60));
  }

  public static ModelCallRequested aRequestedCall(
      int priority, Instant notBefore, Instant deadline) {
    return new ModelCallRequested(
        new AgentExecutionId(Uuids.next()),
        new ModelCallId(Uuids.next()),
        1,
        SCRIPTED,
        new ModelParameters(0.2, 200, 7L),
        "sha256:" + "0".repeat(64),
        List.of(
            new ModelMessage(Speaker.SYSTEM, "Role: assistant\nAnswer."),
            new ModelMessage(Speaker.USER, "<question>\nWhy?\n</question>")),
        null,
        1_000,
        priority,
        notBefore,
        deadline,
        40,
        0);
  }

  /** The metadata of an event that a person of this tenant caused. */
  public static Map<String, String> envelopeOf(UUID tenant) {
    Map<String, String> envelope = new TreeMap<>();
    envelope.put(MetadataKeys.TENANT_ID, tenant.toString());
    envelope.put(MetadataKeys.CORRELATION_ID, "correlation-1");
    envelope.put(MetadataKeys.REQUEST_ID, "request-1");
    envelope.putAll(
        new Actor(Actor.Kind.USER, "ada", null, Set.of(Role.AGENT_RUNNER), "oidc", null)
            .toMetadata());
    return envelope;
  }
}
