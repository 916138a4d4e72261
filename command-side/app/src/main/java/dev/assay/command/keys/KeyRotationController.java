package dev.assay.command.keys;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.KeyChangeId;
import dev.assay.api.id.TenantId;
import dev.assay.api.keys.KeyEvent.KeyRotationBegun;
import dev.assay.api.keys.KeyScope;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.command.guard.Tenants;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.seal.KeysUnavailableException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks for keys to be exchanged. */
@RestController
@Tag(name = "Keys")
public class KeyRotationController {
  /**
   * What to exchange.
   *
   * @param tenantId whose keys; none with scope {@code ROOT}
   * @param newVersion with scope {@code ROOT}: also adds a version to a root key in a file
   */
  public record NewRotation(
      KeyScope scope, @Nullable TenantId tenantId, @Nullable Boolean newVersion, String reason) {}

  /** The rotation that has begun. */
  public record RotationBegun(UUID rotationId) {}

  private final Keys keys;
  private final KeyFacts facts;
  private final Tenants tenants;
  private final KeyCaretaker caretaker;

  KeyRotationController(Keys keys, KeyFacts facts, Tenants tenants, KeyCaretaker caretaker) {
    this.keys = keys;
    this.facts = facts;
    this.tenants = tenants;
    this.caretaker = caretaker;
  }

  @PostMapping("/api/v1/keys/rotations")
  @Operation(
      summary = "Begin to exchange keys (platform admins)",
      description =
          """
          `ROOT`: all tenants' keys are wrapped by the newest version of the root key. `TENANT`: a \
          tenant gets a new key, its data keys are wrapped by that, and the old one is destroyed. \
          `DATA`: what a tenant seals from now on, within a minute on every process, has new data \
          keys. It goes on in the background; the `Location` shows how far it is. The record \
          says who began it and when it was done.""")
  @ResponseStatus(HttpStatus.ACCEPTED)
  ResponseEntity<RotationBegun> rotate(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewRotation rotation) {
    request.caller().requireAny(Role.PLATFORM_ADMIN);
    String reason = Limits.text("/reason", rotation.reason(), Limits.REASON);
    KeyScope scope = rotation.scope();
    TenantId of = tenant(scope, rotation.tenantId());
    UUID id = request.newId("key-rotation");
    if (Boolean.TRUE.equals(rotation.newVersion())) {
      addVersion(scope, id);
    }
    facts.begun(new KeyRotationBegun(new KeyChangeId(id), scope, of, reason), request);
    keys.rotations()
        .begin(id, scope, of == null ? null : of.value(), request.caller().actor().principal());
    caretaker.nudge();
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/keys/rotations/" + id))
        .body(new RotationBegun(id));
  }

  private @Nullable TenantId tenant(KeyScope scope, @Nullable TenantId tenant) {
    if (scope == KeyScope.ROOT) {
      if (tenant != null) {
        throw Limits.invalid(
            "/tenantId", "Expected no tenant: the root key wraps all tenants' keys");
      }
      return null;
    }
    if (tenant == null) {
      throw Limits.invalid("/tenantId", "Expected the tenant whose keys to exchange");
    }
    if (tenants.status(tenant) == Tenants.Status.UNKNOWN) {
      throw CommandRejected.notFound("tenant", tenant.value());
    }
    return tenant;
  }

  /** Not again where the request is repeated. */
  private void addVersion(KeyScope scope, UUID id) {
    if (scope != KeyScope.ROOT) {
      throw Limits.invalid("/newVersion", "Expected newVersion with scope ROOT only");
    }
    if (keys.rotations().find(id).isPresent()) {
      return;
    }
    try {
      keys.addRootVersion();
    } catch (KeysUnavailableException e) {
      throw CommandRejected.invalidState(
          "Expected a root key to add a version to, but none can be read; there is none before the"
              + " first text is sealed");
    } catch (IllegalStateException e) {
      throw CommandRejected.invalidState(String.valueOf(e.getMessage()));
    }
  }
}
