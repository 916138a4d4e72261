package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.figures.Tolerance;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "A total of 47 people: 20 in Lyon, 15 in Graz and 12 in Turku": parts must add up. */
final class Totals {
  private static final Pattern LISTS =
      Pattern.compile(
          "(?i)(?::|\\bof which\\b|\\bof whom\\b|\\bcomprising\\b|\\bconsisting of\\b|\\bmade up of\\b|\\bnamely\\b|\\bsplit into\\b|\\bdivided into\\b)");
  private static final Pattern TOTAL =
      Pattern.compile(
          "(?i)\\b(?:total\\w*|altogether|in all|overall|together|comprising|consisting of|made up of|split into|divided into)\\b");
  private static final Pattern OPEN_LIST =
      Pattern.compile(
          "(?i)\\b(?:including|among them|such as|for example|at least|of which only|up to|the rest|the remainder|the others)\\b");

  private Totals() {}

  static List<String> notes(String sentence) {
    Matcher list = LISTS.matcher(sentence);
    if (!list.find() || !TOTAL.matcher(sentence).find() || OPEN_LIST.matcher(sentence).find()) {
      return List.of();
    }
    int colon = list.start();
    List<Figure> figures = Figures.in(sentence);
    List<Figure> before = figures.stream().filter(f -> f.end() <= colon).toList();
    if (before.isEmpty()) {
      return List.of();
    }
    Figure total = before.getLast();
    List<Figure> parts =
        figures.stream()
            .filter(
                f ->
                    f.start() >= list.end() && f.unit().equals(total.unit()) && counts(sentence, f))
            .toList();
    double sum = parts.stream().mapToDouble(Figure::value).sum();
    boolean restated = parts.stream().anyMatch(p -> p.value() >= total.value());
    if (parts.size() < 2
        || restated
        || Tolerance.agree(sum, total.value(), Tolerance.isRough(sentence, total.start()))) {
      return List.of();
    }
    return List.of("the parts add up to " + Figures.plain(sum) + ", not " + total.text());
  }

  /** A part stands at the head of its item: "20 in Lyon", never the 3 of "Room 3". */
  private static boolean counts(String sentence, Figure figure) {
    String before = sentence.substring(0, figure.start()).stripTrailing();
    return before.isEmpty()
        || ":,;(".indexOf(before.charAt(before.length() - 1)) >= 0
        || before.matches("(?is).*\\b(?:and|which|whom|into|of|comprising|namely|for|with|were)$");
  }
}
