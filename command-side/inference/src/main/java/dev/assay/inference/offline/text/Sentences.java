package dev.assay.inference.offline.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits a text into sentences, in one pass, knowing abbreviations, initials and decimals. */
public final class Sentences {
  /** A sentence never grows beyond this many UTF-16 units; longer runs are cut at a blank. */
  public static final int LONGEST = 1200;

  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "no", "nos", "art", "sec", "vs", "e.g", "i.e",
          "eg", "ie", "etc", "approx", "inc", "ltd", "co", "corp", "fig", "dept", "est", "jan",
          "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "cf", "al",
          "para", "tel", "min", "max");
  private static final String CLOSING = "\"'”’)]»";

  private Sentences() {}

  public static List<Sentence> of(String text) {
    List<Sentence> sentences = new ArrayList<>();
    List<Blocks.Block> blocks = Blocks.of(text);
    for (int b = 0; b < blocks.size(); b++) {
      Blocks.Block block = blocks.get(b);
      for (String sentence : split(block.text())) {
        sentences.add(
            new Sentence(
                sentences.size(), b, block.kind(), sentence, Words.contentStems(sentence)));
      }
    }
    return sentences;
  }

  /** The sentences that state something: without headings. */
  public static List<Sentence> statements(String text) {
    return of(text).stream().filter(s -> s.kind() != Sentence.Kind.HEADING).toList();
  }

  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      int end = endAt(text, i);
      boolean tooLong = i - start >= LONGEST && Character.isWhitespace(text.charAt(i));
      if (end > 0 || tooLong || i - start >= 2 * LONGEST) {
        int cut = end > 0 ? end : wholeCharacter(text, i);
        add(text.substring(start, cut), parts);
        start = cut;
        i = Math.max(cut, i + 1);
      } else {
        i++;
      }
    }
    add(text.substring(start), parts);
    return parts;
  }

  private static int wholeCharacter(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }

  private static void add(String part, List<String> parts) {
    String sentence = part.strip();
    if (!sentence.isEmpty()) {
      parts.add(sentence);
    }
  }

  /** The exclusive end of a sentence whose full stop stands at {@code at}, or 0. */
  private static int endAt(String text, int at) {
    char c = text.charAt(at);
    if (c != '.' && c != '!' && c != '?' && c != '。') {
      return 0;
    }
    int end = at + 1;
    while (end < text.length() && CLOSING.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    if (end >= text.length() || c == '。') {
      return end;
    }
    boolean boundary = Character.isWhitespace(text.charAt(end)) && startsSentence(text, end);
    return boundary && !(c == '.' && isAbbreviation(text, at)) ? end : 0;
  }

  private static boolean startsSentence(String text, int from) {
    int i = from;
    while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    if (i >= text.length()) {
      return true;
    }
    int next = text.codePointAt(i);
    return !Character.isLowerCase(next);
  }

  private static boolean isAbbreviation(String text, int dot) {
    int start = dot;
    while (start > 0 && dot - start < 12 && isWordPart(text.charAt(start - 1))) {
      start--;
    }
    String word = text.substring(start, dot);
    boolean initial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
    return initial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean isWordPart(char c) {
    return Character.isLetter(c) || c == '.';
  }
}
