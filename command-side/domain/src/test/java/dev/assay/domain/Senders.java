package dev.assay.domain;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The metadata of commands in examples: one tenant, several people. */
public final class Senders {
  public static final TenantId TENANT = TenantId.of("018f0000-0000-7000-8000-0000000000aa");

  private Senders() {}

  /** A person of the tenant. */
  public static Map<String, Object> by(String person) {
    return metadata(
        new Actor(Actor.Kind.USER, person, null, Set.of(Role.AGENT_RUNNER), "oidc", null));
  }

  /** One of our services that acts for a person. */
  public static Map<String, Object> serviceFor(String person) {
    return metadata(Actor.service("process-manager", person));
  }

  private static Map<String, Object> metadata(Actor actor) {
    Map<String, Object> metadata = new HashMap<>(actor.toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, TENANT.toString());
    return metadata;
  }
}
