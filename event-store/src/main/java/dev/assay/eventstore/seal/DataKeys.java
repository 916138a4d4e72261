package dev.assay.eventstore.seal;

import dev.assay.api.privacy.RetentionClass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives data keys. All methods throw {@link KeysUnavailableException} where nobody can tell. */
public interface DataKeys {
  /**
   * The key that seals now, made at first use.
   *
   * @param subject the pseudonym; null is the tenant's own key
   * @return null where the subject is erased: it never gets a key again
   */
  @Nullable DataKey toSeal(UUID tenant, @Nullable String subject, RetentionClass kept);

  /**
   * The key that opens a value.
   *
   * @return null where it has been erased
   */
  @Nullable DataKey toOpen(UUID keyId);

  /** What the marks of a tenant's words are made with; it never changes. */
  byte[] wordSecret(UUID tenant);
}
