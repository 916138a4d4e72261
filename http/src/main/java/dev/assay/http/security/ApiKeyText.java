package dev.assay.http.security;

import dev.assay.api.id.ApiKeyId;
import dev.assay.api.id.Hashes;
import dev.assay.api.id.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its holder sees it: {@code assay_<tenant and key id>.<256 random bits>}, both parts
 * base64url. The prefix lets secret scanners find keys that leaked.
 */
public record ApiKeyText(TenantId tenant, ApiKeyId keyId, String secret) {
  private static final Pattern FORM =
      Pattern.compile("assay_([A-Za-z0-9_-]{43})\\.([A-Za-z0-9_-]{43})");
  private static final SecureRandom RANDOM = new SecureRandom();

  public static ApiKeyText generate(TenantId tenant, ApiKeyId keyId) {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    return new ApiKeyText(tenant, keyId, base64(secret));
  }

  /** Null for anything that has not the form of a key. */
  public static @Nullable ApiKeyText parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return null;
    }
    ByteBuffer ids = ByteBuffer.wrap(Base64.getUrlDecoder().decode(form.group(1)));
    return new ApiKeyText(
        new TenantId(new UUID(ids.getLong(), ids.getLong())),
        new ApiKeyId(new UUID(ids.getLong(), ids.getLong())),
        form.group(2));
  }

  /** The whole key, which is shown once. */
  public String format() {
    ByteBuffer ids = ByteBuffer.allocate(32);
    for (UUID id : new UUID[] {tenant.value(), keyId.value()}) {
      ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
    return "assay_" + base64(ids.array()) + "." + secret;
  }

  /** What is stored. The secret has 256 random bits, so a plain digest is enough. */
  public String secretHash() {
    return Hashes.ofText(secret);
  }

  /** Compares in constant time. */
  public boolean matches(String storedHash) {
    return MessageDigest.isEqual(
        secretHash().getBytes(StandardCharsets.UTF_8), storedHash.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret, so that it gets into no log. */
  @Override
  public String toString() {
    return "ApiKeyText[" + keyId + "]";
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
