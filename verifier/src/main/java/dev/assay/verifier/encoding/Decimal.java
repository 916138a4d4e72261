package dev.assay.verifier.encoding;

/** Whole numbers from 0 in ASCII decimal with no leading zero: one spelling for each. */
public final class Decimal {
  private static final int LONGEST = 19;

  private Decimal() {}

  /** Reads a number below 2^63. */
  public static long parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw malformed(text);
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        throw malformed(text);
      }
      value = value * 10 + (digit - '0');
    }
    if (value < 0 || (text.charAt(0) == '0' && text.length() > 1)) {
      throw malformed(text);
    }
    return value;
  }

  private static Malformed malformed(String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    return new Malformed(
        "Expected a whole number below 2^63 without leading zero, but found '" + shown + "'");
  }
}
