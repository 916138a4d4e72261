package dev.assay.eventstore.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that seals the values of one subject of one tenant, in memory only. AES-256-GCM with a
 * random nonce; tenant, subject and place are authenticated with each value.
 */
public final class DataKey {
  /** Of AES-256. */
  public static final int BYTES = 32;

  private final UUID id;
  private final UUID tenant;
  private final @Nullable String subject;
  private final Aead aead;

  /**
   * @param subject the pseudonym; null is the tenant's own
   */
  public DataKey(UUID id, UUID tenant, @Nullable String subject, byte[] key) {
    if (key.length != BYTES) {
      throw new IllegalArgumentException("Expected a data key of " + BYTES + " bytes");
    }
    this.id = id;
    this.tenant = tenant;
    this.subject = subject;
    try {
      this.aead = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected AES-GCM of this Java, but it has none", e);
    }
  }

  public UUID id() {
    return id;
  }

  public UUID tenant() {
    return tenant;
  }

  public @Nullable String subject() {
    return subject;
  }

  SealedText seal(String place, byte[] value) {
    try {
      return new SealedText(id, place, aead.encrypt(value, associated(place)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected to seal a value at " + place, e);
    }
  }

  /** Throws {@link BrokenSealException} where the value was not sealed by this key at its place. */
  byte[] open(SealedText sealed) {
    try {
      return aead.decrypt(sealed.data(), associated(sealed.place()));
    } catch (GeneralSecurityException e) {
      throw new BrokenSealException(
          "Expected the value at " + sealed.place() + " as it was sealed, but it is not", e);
    }
  }

  private byte[] associated(String place) {
    return String.join("|", "assay:1", tenant.toString(), subject == null ? "" : subject, place)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "data key " + id;
  }
}
