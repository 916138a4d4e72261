package dev.assay.api.apikey;

import static dev.assay.api.envelope.Role.TENANT_ADMIN;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import java.time.Instant;
import java.util.Set;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** What an API key may be asked. */
public sealed interface ApiKeyCommand {
  @AllowedTo(TENANT_ADMIN)
  record IssueApiKey(
      @TargetAggregateIdentifier ApiKeyId keyId,
      String name,
      Set<Role> roles,
      String secretHash,
      @Nullable Instant expiresAt)
      implements ApiKeyCommand {}

  @AllowedTo(TENANT_ADMIN)
  record RevokeApiKey(@TargetAggregateIdentifier ApiKeyId keyId) implements ApiKeyCommand {}
}
