package dev.assay.inference.offline.figures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers. Those of dates, clock times, versions and identifiers are left out. */
public final class Figures {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\w.,:/#-])(?<currency>[€$£] ?|(?:EUR|USD|GBP|CHF) )?"
              + "(?<number>\\d{1,3}+(?:[,\\u00a0\\u202f]\\d{3}+)++|\\d{1,15}+)(?<fraction>\\.\\d{1,6}+)?"
              + "(?<scale> ?(?:million|billion|thousand|bn|m(?=\\b)|k(?=\\b)))?"
              + "(?<percent> ?(?:%|percentage points?|percent|per cent))?(?![\\w:/]|[.,]\\d|-\\d)");
  private static final Map<String, Double> SCALES =
      Map.of("thousand", 1e3, "k", 1e3, "million", 1e6, "m", 1e6, "billion", 1e9, "bn", 1e9);
  private static final Map<String, Integer> SPELLED =
      Map.ofEntries(
          Map.entry("two", 2),
          Map.entry("three", 3),
          Map.entry("four", 4),
          Map.entry("five", 5),
          Map.entry("six", 6),
          Map.entry("seven", 7),
          Map.entry("eight", 8),
          Map.entry("nine", 9),
          Map.entry("ten", 10),
          Map.entry("eleven", 11),
          Map.entry("twelve", 12));
  private static final Pattern SPELLED_WORD =
      Pattern.compile(
          "(?i)\\b(?:"
              + String.join("|", SPELLED.keySet().stream().sorted().toList())
              + ")\\b(?!-)");

  private Figures() {}

  /** The figures of one sentence, in order. Spelled numbers from two to twelve count. */
  public static List<Figure> in(String sentence) {
    String masked = Calendar.masked(sentence);
    List<Figure> figures = new ArrayList<>();
    Matcher matcher = NUMBER.matcher(masked);
    while (matcher.find()) {
      figures.add(figure(matcher));
    }
    Matcher words = SPELLED_WORD.matcher(masked);
    while (words.find()) {
      int value = SPELLED.getOrDefault(words.group().toLowerCase(Locale.ROOT), 0);
      figures.add(new Figure(words.group(), value, "", words.start(), words.end()));
    }
    figures.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return figures;
  }

  public static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static Figure figure(Matcher matcher) {
    String digits = matcher.group("number").replaceAll("[^0-9]", "");
    String fraction = matcher.group("fraction");
    double value = Double.parseDouble(digits + (fraction == null ? "" : fraction));
    String scale = matcher.group("scale");
    String currency = matcher.group("currency");
    // 120m is a length more often than money, €120m never is.
    if (scale != null && (scale.strip().length() > 1 || currency != null)) {
      value *= SCALES.getOrDefault(scale.strip(), 1.0);
    }
    String unit = matcher.group("percent") != null ? "%" : currency == null ? "" : currency.strip();
    return new Figure(matcher.group().strip(), value, unit, matcher.start(), matcher.end());
  }
}
