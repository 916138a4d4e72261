package dev.assay.eventstore.seal;

import java.util.Base64;
import java.util.UUID;

/**
 * A sealed value as it is stored: {@code sealed:1:<key>:<place>:<data>}. None of its characters
 * needs an escape in JSON, so the text is the same wherever it is copied.
 *
 * @param keyId the data key that opens it
 * @param place where it was sealed, such as {@code <event id>/answer.text}: part of what is
 *     authenticated, so a value cannot pass for another one
 * @param data nonce, ciphertext and tag; empty once they were removed, after the key was erased
 */
public record SealedText(UUID keyId, String place, byte[] data) {
  /** What every sealed value begins with, and no other stored text. */
  public static final String PREFIX = "sealed:1:";

  /** What a value reads as whose key is gone. */
  public static final String ERASED = "[erased]";

  private static final int MAX_PLACE = 300;
  private static final int UUID_LENGTH = 36;

  public SealedText {
    if (place.isEmpty()
        || place.length() > MAX_PLACE
        || !place.chars().allMatch(SealedText::isPlain)) {
      throw new IllegalArgumentException(
          "Expected a place of letters, digits and ./-_*, but got '" + place + "'");
    }
  }

  public static boolean isSealed(String text) {
    return text.startsWith(PREFIX);
  }

  /** Whether a text looks sealed in this or a later version, and so must not be stored readably. */
  static boolean isReserved(String text) {
    return text.startsWith("sealed:")
        && text.length() > "sealed:".length()
        && Character.isDigit(text.charAt("sealed:".length()));
  }

  /** Reads {@link #format}. Throws {@link BrokenSealException} where it is not in that form. */
  public static SealedText parse(String text) {
    int keyEnd = PREFIX.length() + UUID_LENGTH;
    int placeEnd = text.indexOf(':', Math.min(keyEnd + 1, text.length()));
    if (!isSealed(text) || placeEnd < 0 || text.charAt(keyEnd) != ':') {
      throw new BrokenSealException("Expected a sealed value, but it is in another form");
    }
    try {
      return new SealedText(
          UUID.fromString(text.substring(PREFIX.length(), keyEnd)),
          text.substring(keyEnd + 1, placeEnd),
          Base64.getUrlDecoder().decode(text.substring(placeEnd + 1)));
    } catch (IllegalArgumentException e) {
      throw new BrokenSealException("Expected a sealed value, but it is in another form", e);
    }
  }

  /** Whether nothing but the place is left. */
  boolean isRemoved() {
    return data.length == 0;
  }

  public String format() {
    return PREFIX
        + keyId
        + ':'
        + place
        + ':'
        + Base64.getUrlEncoder().withoutPadding().encodeToString(data);
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "./-_*".indexOf(c) >= 0;
  }
}
