package dev.assay.verifier.encoding;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base 64 of RFC 4648 section 4, in its one canonical spelling: padded, and with no bits set that
 * decoding would drop. The JDK's decoder is more forgiving, and forgiveness lets bytes change
 * unseen.
 */
public final class CanonicalBase64 {
  private CanonicalBase64() {}

  public static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static byte[] decode(String text) {
    return decode(Utf8.encode(text));
  }

  public static byte[] decode(byte[] text) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException wrong) {
      throw new Malformed("Expected base 64, but " + wrong.getMessage());
    }
    if (!isCanonical(text, bytes)) {
      throw new Malformed(
          "Expected base 64 with padding and no stray bits, but it has another form");
    }
    return bytes;
  }

  /** Only the last group can have more than one spelling. */
  private static boolean isCanonical(byte[] text, byte[] bytes) {
    if (text.length != (bytes.length + 2) / 3 * 4) {
      return false;
    }
    int rest = bytes.length % 3;
    if (rest == 0) {
      return true;
    }
    byte[] lastGroup =
        Base64.getEncoder().encode(Arrays.copyOfRange(bytes, bytes.length - rest, bytes.length));
    return Arrays.equals(lastGroup, Arrays.copyOfRange(text, text.length - 4, text.length));
  }
}
