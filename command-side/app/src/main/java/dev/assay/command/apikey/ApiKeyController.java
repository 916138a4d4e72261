package dev.assay.command.apikey;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.apikey.ApiKeyCommand.IssueApiKey;
import dev.assay.api.apikey.ApiKeyCommand.RevokeApiKey;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.command.Limits;
import dev.assay.command.dispatch.CommandDispatcher;
import dev.assay.command.dispatch.CommandRequest;
import dev.assay.http.security.ApiKeyText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Keys of programs. The secret is shown once; afterwards only its digest is known. */
@RestController
@RequestMapping("/api/v1/api-keys")
@Tag(name = "API keys")
public class ApiKeyController {
  /** What a key may do, and until when. */
  public record NewApiKey(String name, Set<Role> roles, @Nullable Instant expiresAt) {}

  /**
   * A new key.
   *
   * @param secret what to send as {@code X-API-Key}; shown only here
   */
  public record IssuedApiKey(ApiKeyId keyId, String secret) {}

  private final CommandDispatcher commands;
  private final Clock clock;

  public ApiKeyController(CommandDispatcher commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "Issue an API key; its secret is shown once")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<IssuedApiKey> issue(
      @Parameter(hidden = true) CommandRequest request, @RequestBody NewApiKey wanted) {
    check(wanted);
    ApiKeyId id = new ApiKeyId(request.newId("api-key"));
    ApiKeyText key = ApiKeyText.generate(request.tenant(), id);
    return commands
        .send(
            request,
            new IssueApiKey(
                id, wanted.name(), wanted.roles(), key.secretHash(), wanted.expiresAt()),
            stored -> {
              throw secretIsLost(id);
            })
        .created("/api/v1/api-keys/" + id, new IssuedApiKey(id, key.format()));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Revoke an API key at once")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  ResponseEntity<Void> revoke(
      @Parameter(hidden = true) CommandRequest request, @PathVariable ApiKeyId id) {
    return commands.send(request, new RevokeApiKey(id)).noContent();
  }

  private void check(NewApiKey wanted) {
    Limits.text("/name", wanted.name(), Limits.NAME);
    if (wanted.roles().isEmpty()) {
      throw Limits.invalid("/roles", "Expected at least one role, but there is none");
    }
    if (wanted.roles().contains(Role.PLATFORM_ADMIN)) {
      throw new CommandRejected(
          RejectionCode.FORBIDDEN,
          "Expected roles within the tenant, but platform-admin reaches beyond it");
    }
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
      throw Limits.invalid("/expiresAt", "Expected a time to come, but it has passed");
    }
  }

  /** The server died before it could answer: the key is there, but nobody has its secret. */
  private static CommandRejected secretIsLost(ApiKeyId id) {
    return CommandRejected.invalidState(
        "Expected to answer with the secret, but it was lost with the first answer;"
            + " revoke the API key "
            + id
            + " and issue another");
  }
}
