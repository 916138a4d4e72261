package dev.assay.http.security;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.TenantId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds API keys. A revoked key must stop working at once, so nothing is cached here. */
@FunctionalInterface
public interface ApiKeys {
  /** The key; null where that tenant has none with this id. */
  @Nullable StoredApiKey find(TenantId tenant, ApiKeyId keyId);

  /**
   * What is known of a key. The secret is not.
   *
   * @param secretHash {@code sha256:} and hexadecimal digits
   * @param expiresAt null for a key that lasts until it is revoked
   */
  record StoredApiKey(
      Set<Role> roles, String secretHash, @Nullable Instant expiresAt, boolean revoked) {
    public StoredApiKey {
      roles = Set.copyOf(roles);
    }
  }
}
