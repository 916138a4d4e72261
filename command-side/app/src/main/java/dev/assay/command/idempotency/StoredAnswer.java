package dev.assay.command.idempotency;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first answer to a request.
 *
 * <p>It is stored sealed (AES-256-GCM) under a key derived from the Idempotency-Key, of which only
 * a digest is kept: an answer may hold a secret, such as a new API key, that must not lie readable
 * in the database. A key that is easy to guess gives that up; a UUID does not.
 */
record StoredAnswer(int status, Map<String, String> headers, byte[] body) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  byte[] sealed(byte[] key) {
    try {
      byte[] nonce = new byte[NONCE];
      RANDOM.nextBytes(nonce);
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, nonce)
              .doFinal(JsonMapper.shared().writeValueAsBytes(this));
      return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Could not seal an answer", e);
    }
  }

  static StoredAnswer opened(byte[] stored, byte[] key) {
    try {
      byte[] json =
          cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(stored, NONCE))
              .doFinal(stored, NONCE, stored.length - NONCE);
      return JsonMapper.shared().readValue(json, StoredAnswer.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Could not open a stored answer", e);
    }
  }

  private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
    return cipher;
  }

  boolean refuses() {
    return status >= 400;
  }

  void writeTo(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    headers.forEach(response::setHeader);
    response.setHeader("Idempotency-Replayed", "true");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.getOutputStream().flush();
  }
}
