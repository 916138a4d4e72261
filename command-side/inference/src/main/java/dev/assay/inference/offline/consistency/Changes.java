package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.figures.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** "Rose by 25 % from 120 to 150": the percentage and the direction must follow from the values. */
final class Changes {
  private static final Pattern UP =
      Pattern.compile(
          "(?i)\\b(?:rose|risen?|rising|grew|grow\\w*|increas\\w*|climb\\w*|gain\\w*|jump\\w*|went up|up)\\b");
  private static final Pattern DOWN =
      Pattern.compile(
          "(?i)\\b(?:fell|fall\\w*|drop\\w*|declin\\w*|decreas\\w*|reduc\\w*|shrank|shrink\\w*|cut|went down|down|lower\\w*)\\b");
  private static final Pattern CHANGE_OF =
      Pattern.compile(
          "(?i)\\b(?:increase|rise|growth|decrease|drop|fall|decline|reduction|up|down|by|gain|improvement|cut)\\b");
  private static final int NEAR = 70;

  private Changes() {}

  private record Pair(Figure from, Figure to) {}

  static List<String> notes(String sentence) {
    List<String> notes = new ArrayList<>();
    List<Figure> figures = Figures.in(sentence);
    List<Pair> pairs = pairs(sentence, figures);
    if (pairs.size() == 1) {
      Pair pair = pairs.getFirst();
      List<Figure> claims = claims(sentence, figures, pair);
      if (!claims.isEmpty() && claims.stream().noneMatch(c -> fits(sentence, pair, c))) {
        notes.add(percentNote(pair, claims.getFirst()));
      }
    }
    pairs.forEach(p -> direction(sentence, p, notes));
    return notes;
  }

  private static List<Pair> pairs(String sentence, List<Figure> figures) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < figures.size(); i++) {
      Figure from = figures.get(i);
      Figure to = figures.get(i + 1);
      String before = sentence.substring(Math.max(0, from.start() - 8), from.start());
      String between = sentence.substring(from.end(), to.start());
      boolean linked =
          before.matches("(?s).*\\bfrom (?:about |some |around )?")
              && between.matches("(?:[^.;]{0,50}?)? ?\\bto (?:about |some |only |just )?");
      if (linked && from.value() > 0 && from.unit().equals(to.unit())) {
        pairs.add(new Pair(from, to));
      }
    }
    return pairs;
  }

  /** Percentages near the pair that are said to be the change. */
  private static List<Figure> claims(String sentence, List<Figure> figures, Pair pair) {
    return figures.stream()
        .filter(
            f -> f.isPercent() && f.start() != pair.from.start() && f.start() != pair.to.start())
        .filter(
            f ->
                Math.abs(f.start() - pair.to.end()) < NEAR
                    || Math.abs(pair.from.start() - f.end()) < NEAR)
        .filter(f -> CHANGE_OF.matcher(around(sentence, f)).find())
        .toList();
  }

  private static String around(String sentence, Figure figure) {
    int from = Math.max(0, figure.start() - 25);
    int to = Math.min(sentence.length(), figure.end() + 25);
    return sentence.substring(from, to);
  }

  private static boolean fits(String sentence, Pair pair, Figure claim) {
    double difference = Math.abs(pair.to.value() - pair.from.value());
    double percent = 100 * difference / pair.from.value();
    boolean rough = Tolerance.isRough(sentence, claim.start());
    boolean points = pair.from.isPercent() && Tolerance.agree(difference, claim.value(), rough);
    return points || Tolerance.agreePercent(percent, claim.value(), rough);
  }

  private static String percentNote(Pair pair, Figure claim) {
    double percent = 100 * (pair.to.value() - pair.from.value()) / pair.from.value();
    return String.format(
        Locale.ROOT,
        "from %s to %s is %+.1f %%, not %s",
        pair.from.text(),
        pair.to.text(),
        percent,
        claim.text());
  }

  private static void direction(String sentence, Pair pair, List<String> notes) {
    String before = sentence.substring(Math.max(0, pair.from.start() - 60), pair.from.start());
    int up = last(UP, before);
    int down = last(DOWN, before);
    if (up > down && pair.to.value() < pair.from.value()) {
      notes.add("said to go up, but " + pair.from.text() + " to " + pair.to.text() + " goes down");
    } else if (down > up && pair.to.value() > pair.from.value()) {
      notes.add("said to go down, but " + pair.from.text() + " to " + pair.to.text() + " goes up");
    }
  }

  private static int last(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    int last = -1;
    while (matcher.find()) {
      last = matcher.start();
    }
    return last;
  }
}
