package dev.assay.command.dispatch;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.http.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a controller needs to send commands: who asks, under which command id, and at what state the
 * caller expects the thing. Controllers take it as a parameter.
 *
 * @param tenant whose data the command is about: the caller's own tenant, but for what a platform
 *     admin does to tenants
 * @param commandId the same for every repeat of a request with an {@code Idempotency-Key}; ids of
 *     new things are derived from it, so that a repeat names the same things
 * @param repeat whether a request with this command id has been worked on before
 * @param expectedSequence from {@code If-Match}; null where there is none
 * @param subject the pseudonym of the person whose data a new thing will be; null where it is
 *     nobody's
 */
public record CommandRequest(
    Caller caller,
    TenantId tenant,
    UUID commandId,
    boolean repeat,
    @Nullable Long expectedSequence,
    @Nullable String subject) {

  /** The id of a new thing; depends only on the command id and the kind of thing. */
  public UUID newId(String kind) {
    return Uuids.derived(commandId, kind);
  }

  /** For a request that sends several commands: each step needs an id of its own. */
  public CommandRequest step(String name) {
    return new CommandRequest(
        caller, tenant, Uuids.derived(commandId, "step", name), repeat, null, subject);
  }

  /** For commands to a tenant, which are sent with that tenant. */
  public CommandRequest about(TenantId other) {
    return new CommandRequest(caller, other, commandId, repeat, expectedSequence, subject);
  }

  /** For commands that begin something of a person. */
  public CommandRequest of(@Nullable String pseudonym) {
    return new CommandRequest(caller, tenant, commandId, repeat, expectedSequence, pseudonym);
  }

  Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>(caller.actor().toMetadata());
    metadata.put(MetadataKeys.TENANT_ID, tenant.toString());
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    metadata.put(MetadataKeys.CORRELATION_ID, caller.correlationId());
    metadata.put(MetadataKeys.REQUEST_ID, caller.requestId());
    if (subject != null) {
      metadata.put(MetadataKeys.SUBJECT, subject);
    }
    if (expectedSequence != null) {
      metadata.put(MetadataKeys.EXPECTED_SEQUENCE, expectedSequence.toString());
    }
    return metadata;
  }
}
