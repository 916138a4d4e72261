package dev.assay.eventstore.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import dev.assay.eventstore.seal.KeysUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/** Wraps the data keys of one tenant, in memory only. */
final class TenantKey {
  private final UUID id;
  private final Aead aead;

  TenantKey(UUID id, byte[] key) {
    this.id = id;
    try {
      this.aead = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected AES-GCM of this Java, but it has none", e);
    }
  }

  UUID id() {
    return id;
  }

  byte[] wrap(byte[] key, DataKeyRow row) {
    try {
      return aead.encrypt(key, associated(row));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected to wrap a data key", e);
    }
  }

  byte[] unwrap(byte[] wrapped, DataKeyRow row) {
    try {
      return aead.decrypt(wrapped, associated(row));
    } catch (GeneralSecurityException e) {
      throw new KeysUnavailableException(
          "Expected data key " + row.id() + " as it was wrapped, but it is not", e);
    }
  }

  /** A wrapped key cannot pass for the key of somebody else. */
  private static byte[] associated(DataKeyRow row) {
    return String.join(
            "|",
            "assay:data:1",
            row.id().toString(),
            row.slot().tenant().toString(),
            row.slot().subject(),
            row.slot().kept().wire())
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "tenant key " + id;
  }
}
