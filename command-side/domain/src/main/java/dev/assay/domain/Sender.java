package dev.assay.domain;

import dev.assay.api.envelope.Actor;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import java.util.Map;

/** Who sent a command, and in which tenant: read from the command's metadata. */
public record Sender(TenantId tenant, Actor actor) {

  /**
   * Throws {@link IllegalStateException} where the envelope is incomplete: whoever dispatches
   * commands must have filled it in, so this is no refusal that a caller could mend.
   */
  public static Sender of(Map<String, ?> metadata) {
    Object tenant = metadata.get(MetadataKeys.TENANT_ID);
    Actor actor = Actor.fromMetadata(metadata);
    if (tenant == null || actor == null) {
      throw new IllegalStateException(
          "Expected the command's metadata to name tenant and actor, but it has only "
              + metadata.keySet());
    }
    return new Sender(TenantId.of(tenant.toString()), actor);
  }

  /** The person or program at the root, whoever acts for it. */
  public String principal() {
    return actor.principal();
  }
}
