package dev.assay.inference.offline;

/**
 * The offline model's tokeniser: each run of letters and digits is one token per four UTF-16 units
 * begun, each other character that is not blank is one token. It counts, nothing more.
 */
final class TokenCount {
  private static final int UNITS_PER_TOKEN = 4;

  private TokenCount() {}

  static int of(String text) {
    int tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = Character.isLetterOrDigit(c);
      run = word ? run + 1 : 0;
      if (word ? run % UNITS_PER_TOKEN == 1 : !Character.isWhitespace(c)) {
        tokens++;
      }
    }
    return tokens;
  }

  /** The longest beginning of a text that has at most so many tokens; never half a character. */
  static String first(int limit, String text) {
    int tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean word = Character.isLetterOrDigit(c);
      run = word ? run + 1 : 0;
      if (word ? run % UNITS_PER_TOKEN == 1 : !Character.isWhitespace(c)) {
        tokens++;
      }
      if (tokens > limit) {
        boolean half = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), c);
        return text.substring(0, half ? i - 1 : i);
      }
    }
    return text;
  }
}
