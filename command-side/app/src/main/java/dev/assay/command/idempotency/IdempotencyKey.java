package dev.assay.command.idempotency;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.http.Caller;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * One request's key. It belongs to one caller: somebody else of the same tenant who sends the same
 * key means another request, and must not be given an answer that they might not be allowed to see.
 *
 * @param keyHash SHA-256 of caller and key
 * @param sealingKey 32 bytes that only whoever has the key can derive
 */
record IdempotencyKey(UUID tenant, byte[] keyHash, byte[] sealingKey, String route) {
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /** Throws {@code INVALID_ARGUMENT} for a key that has not 1 to 255 visible ASCII characters. */
  static IdempotencyKey of(Caller caller, String key, String route) {
    if (!FORM.matcher(key).matches()) {
      throw new CommandRejected(
          RejectionCode.INVALID_ARGUMENT,
          "Expected an Idempotency-Key of 1 to 255 visible ASCII characters, but it is not");
    }
    String owner = caller.tenant() + "/" + caller.actor().id();
    return new IdempotencyKey(
        caller.tenant().value(),
        digest("assay idempotency key", owner, key),
        digest("assay idempotency answer", owner, key),
        route);
  }

  static byte[] digest(String purpose, String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return digest(purpose, bytes);
  }

  /** Each part is preceded by its length, so that parts cannot run into each other. */
  static byte[] digest(String purpose, byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(purpose.getBytes(StandardCharsets.UTF_8));
      for (byte[] part : parts) {
        sha256.update(ByteBuffer.allocate(4).putInt(part.length).flip());
        sha256.update(part);
      }
      return sha256.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
