package dev.assay.query.keys;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.envelope.Role;
import dev.assay.eventstore.keys.KeyOverview;
import dev.assay.eventstore.keys.Keys;
import dev.assay.eventstore.keys.Rotation;
import dev.assay.eventstore.seal.KeysUnavailableException;
import dev.assay.http.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How the keys of the installation stand, for those who keep them. */
@RestController
@Tag(name = "Keys")
public class KeyQueries {
  private final Keys keys;

  KeyQueries(Keys keys) {
    this.keys = keys;
  }

  @GetMapping("/api/v1/keys")
  @Operation(
      summary = "How the keys stand: root key, counts, rotations, retention job (platform admins)",
      description =
          "`wrappedBy` counts tenant keys by the version of the root key that wraps them: a version"
              + " that is not in it can be taken away. `retention` says when its last run ended; its"
              + " `trouble` is null while all is well. No key is ever shown.")
  KeyOverview overview(Caller caller) {
    caller.requireAny(Role.PLATFORM_ADMIN);
    try {
      return keys.status().read();
    } catch (KeysUnavailableException e) {
      throw new CommandRejected(RejectionCode.UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  @GetMapping("/api/v1/keys/rotations/{rotationId}")
  @Operation(summary = "How far a rotation is (platform admins)")
  Rotation rotation(Caller caller, @PathVariable UUID rotationId) {
    caller.requireAny(Role.PLATFORM_ADMIN);
    return keys.rotations()
        .find(rotationId)
        .orElseThrow(() -> CommandRejected.notFound("rotation", rotationId));
  }
}
