package dev.assay.inference.offline.draft;

import dev.assay.inference.offline.text.PersonalData;
import java.util.List;
import java.util.regex.Pattern;

/** Makes a sentence stand alone in a summary, and takes data out of it. */
final class Polish {
  static final String REMOVED = "[removed]";

  private static final Pattern CONNECTIVE =
      Pattern.compile(
          "^(?:However|Moreover|Furthermore|In addition|Nevertheless|Therefore|Consequently|Also|Finally"
              + "|In particular|For example|As a result|Meanwhile|In short|And|But|So),? (?=\\p{L})");
  private static final Pattern EMPTIED_BRACKET =
      Pattern.compile(" ?\\([^()\\[\\]]*\\[removed\\][^()]*\\)");
  private static final Pattern EMPTIED_INSERTION =
      Pattern.compile("(?:, (?:and )?\\[removed\\])+,(?= )");
  private static final Pattern NAMELESS =
      Pattern.compile(
          "(?i)\\b(customer|patient|claimant|applicant|tenant|resident|employee|pupil),? \\[removed\\](?=[ .;])");
  private static final int MOST_REMOVALS = 2;

  private Polish() {}

  static String sentence(String text) {
    String plain = CONNECTIVE.matcher(text.replaceAll("\\s+", " ").strip()).replaceFirst("");
    if (plain.isEmpty()) {
      return text;
    }
    int first = plain.codePointAt(0);
    String capital =
        new StringBuilder(plain.length())
            .appendCodePoint(Character.toUpperCase(first))
            .append(plain, Character.charCount(first), plain.length())
            .toString();
    boolean ended = ".!?:;\"”'’)".indexOf(capital.charAt(capital.length() - 1)) >= 0;
    return ended ? capital : capital + ".";
  }

  /** Takes out every quote that it holds; brackets go with what they held. Empty: drop it all. */
  static String without(String sentence, List<String> quotes) {
    String text = sentence;
    for (String quote : quotes) {
      text = text.replaceAll("(?i)" + Pattern.quote(quote), REMOVED);
    }
    text = EMPTIED_BRACKET.matcher(text).replaceAll("");
    text = EMPTIED_INSERTION.matcher(text).replaceAll("");
    text = NAMELESS.matcher(text).replaceAll("$1");
    return text.split(Pattern.quote(REMOVED), -1).length - 1 > MOST_REMOVALS ? "" : text;
  }

  static String withoutPersonalData(String sentence) {
    return without(
        sentence, PersonalData.in(sentence).stream().map(PersonalData.Found::quote).toList());
  }

  /** The first words of a text, at most so many. */
  static String firstWords(String text, int words) {
    String[] parts = text.strip().split("\\s+", words + 1);
    if (parts.length <= words) {
      return text;
    }
    return String.join(" ", List.of(parts).subList(0, Math.max(1, words))) + "…";
  }
}
