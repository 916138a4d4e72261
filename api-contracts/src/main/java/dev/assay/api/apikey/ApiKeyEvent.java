package dev.assay.api.apikey;

import dev.assay.api.envelope.Role;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.privacy.Clear;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happens to an API key. The secret itself is never in an event, only its hash. */
public sealed interface ApiKeyEvent extends DomainEvent {
  ApiKeyId keyId();

  @EventName("api-key.issued")
  record ApiKeyIssued(
      ApiKeyId keyId,
      @Clear String name,
      Set<Role> roles,
      @Clear String secretHash,
      @Nullable Instant expiresAt)
      implements ApiKeyEvent {}

  @EventName("api-key.revoked")
  record ApiKeyRevoked(ApiKeyId keyId) implements ApiKeyEvent {}
}
