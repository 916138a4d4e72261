package dev.assay.command.keys;

import dev.assay.api.access.AccessRecord.Origin;
import dev.assay.api.access.Installation;
import dev.assay.api.envelope.Actor;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.api.keys.KeyEvent.DataKeysExpired;
import dev.assay.api.keys.KeyEvent.KeyRotationBegun;
import dev.assay.api.keys.KeyEvent.KeyRotationCompleted;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.eventstore.DuplicateCommandException;
import dev.assay.eventstore.access.RecordedFacts;
import dev.assay.eventstore.keys.Rotation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records what is done to keys. Every method may be repeated: the record takes each fact once. */
final class KeyFacts {
  private static final String SERVICE = "keys";

  private final RecordedFacts facts;

  KeyFacts(RecordedFacts facts) {
    this.facts = facts;
  }

  void begun(KeyRotationBegun event, CommandRequest request) {
    Origin origin =
        new Origin(
            tenantOf(event.about()),
            request.caller().actor(),
            request.caller().requestId(),
            request.caller().correlationId());
    UUID id = event.keyChangeId().value();
    once(() -> facts.append(event, id, 0, Uuids.derived(id, "begun"), origin));
  }

  void completed(Rotation rotation) {
    KeyRotationCompleted event =
        new KeyRotationCompleted(
            new KeyChangeId(rotation.id()),
            rotation.scope(),
            rotation.fromVersion(),
            rotation.toVersion(),
            rotation.keys());
    UUID tenant = rotation.tenant();
    Origin origin =
        ours(
            tenantOf(tenant == null ? null : new TenantId(tenant)),
            rotation.askedBy(),
            rotation.id());
    once(
        () ->
            facts.append(
                event, rotation.id(), 1, Uuids.derived(rotation.id(), "completed"), origin));
  }

  void expired(TenantId tenant, DataKeysExpired event) {
    UUID id = event.keyChangeId().value();
    once(() -> facts.append(event, id, 0, id, ours(tenant, null, id)));
  }

  private static Origin ours(TenantId tenant, @Nullable String onBehalfOf, UUID id) {
    return new Origin(tenant, Actor.service(SERVICE, onBehalfOf), id.toString(), id.toString());
  }

  private static TenantId tenantOf(@Nullable TenantId about) {
    return about == null ? Installation.TENANT : about;
  }

  private static void once(Runnable append) {
    try {
      append.run();
    } catch (DuplicateCommandException e) {
      // By this process before it was killed, or by the one before it: it is in the record.
    }
  }
}
