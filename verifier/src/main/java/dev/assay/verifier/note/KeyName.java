package dev.assay.verifier.note;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Shown;

/** Which names keys may have. */
final class KeyName {
  private static final int LONGEST = 255;

  private KeyName() {}

  /** A name that is not empty and has no space, no plus and no control character. */
  static String checked(String name) {
    boolean isValid =
        !name.isEmpty()
            && name.length() <= LONGEST
            && name.chars().noneMatch(KeyName::isForbidden)
            && name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    if (!isValid) {
      throw new Malformed(
          "Expected a key name of 1 to 255 characters without space or plus, but found '"
              + Shown.of(name)
              + "'");
    }
    return name;
  }

  private static boolean isForbidden(int c) {
    return c == '+' || isSpace(c) || Character.isISOControl(c);
  }

  private static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
