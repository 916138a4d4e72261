package dev.assay.domain.apikey;

import static dev.assay.domain.apikey.ApiKeyStatus.REVOKED;
import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.apikey.ApiKeyCommand.IssueApiKey;
import dev.assay.api.apikey.ApiKeyCommand.RevokeApiKey;
import dev.assay.api.apikey.ApiKeyEvent;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyIssued;
import dev.assay.api.apikey.ApiKeyEvent.ApiKeyRevoked;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.domain.Evolution;
import dev.assay.domain.LifeCycle;
import dev.assay.domain.Refusals;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A key of a tenant's program, issued once and revoked once. Only the secret's hash is known. */
@AggregateRoot
public class ApiKey {
  public static final LifeCycle<ApiKeyStatus> LIFE_CYCLE = ApiKeyState.LIFE_CYCLE;

  public static final Evolution<ApiKeyEvent, ?> EVOLUTION =
      new Evolution<>("ApiKey", ApiKeyEvent.class, ApiKeyState::evolved);

  private static final int MAX_NAME_CHARS = 100;
  private static final int MAX_HASH_CHARS = 200;

  @AggregateIdentifier private @Nullable ApiKeyId id;
  private @Nullable ApiKeyState state;

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  void decide(IssueApiKey command, Clock clock) {
    if (state != null) {
      if (!command.secretHash().equals(state.issued().secretHash())) {
        throw new CommandRejected(
            RejectionCode.ALREADY_EXISTS,
            "Expected a new API key, but " + command.keyId() + " was issued before");
      }
      return;
    }
    Refusals.requireText("name", command.name(), MAX_NAME_CHARS);
    Refusals.requireText("secretHash", command.secretHash(), MAX_HASH_CHARS);
    if (command.roles().isEmpty()) {
      throw Refusals.invalid("Expected an API key to have a role, but it has none");
    }
    if (command.roles().contains(Role.PLATFORM_ADMIN)) {
      // A tenant's administrator would otherwise make keys to all other tenants.
      throw new CommandRejected(
          RejectionCode.FORBIDDEN,
          "Expected roles within the tenant, but platform-admin reaches beyond it");
    }
    Instant expiresAt = command.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
      throw Refusals.invalid("Expected expiresAt in the future, but it was " + expiresAt);
    }
    apply(
        new ApiKeyIssued(
            command.keyId(), command.name(), command.roles(), command.secretHash(), expiresAt));
  }

  @CommandHandler
  void decide(RevokeApiKey command) {
    if (state != null && state.status() == REVOKED) {
      return;
    }
    apply(new ApiKeyRevoked(command.keyId()));
  }

  @EventSourcingHandler
  void evolve(ApiKeyEvent event) {
    id = event.keyId();
    state = ApiKeyState.evolved(state, event);
  }
}
