package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.figures.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** "312 of 1,200 customers (26 %)": a part is no more than its whole, and the share must follow. */
final class Shares {
  private static final int NEAR = 60;

  private Shares() {}

  static List<String> notes(String sentence) {
    List<String> notes = new ArrayList<>();
    List<Figure> figures = Figures.in(sentence);
    for (int i = 0; i + 1 < figures.size(); i++) {
      Figure part = figures.get(i);
      Figure whole = figures.get(i + 1);
      if (isShare(sentence, part, whole)) {
        check(sentence, part, whole, i + 2 < figures.size() ? figures.get(i + 2) : null, notes);
      }
    }
    return notes;
  }

  private static boolean isShare(String sentence, Figure part, Figure whole) {
    String between = sentence.substring(part.end(), whole.start());
    return !part.isPercent()
        && part.unit().equals(whole.unit())
        && between.matches(
            "(?i) (?:[a-z]+ )?(?:out )?of (?:the |its |our |all |those |these |a total of )?");
  }

  private static void check(
      String sentence, Figure part, Figure whole, @Nullable Figure share, List<String> notes) {
    boolean direct = sentence.substring(part.end(), whole.start()).startsWith(" of ");
    if (part.value() > whole.value()) {
      // "310 shops of three chains" is no share, "310 of 300 shops" is a wrong one.
      if (direct) {
        notes.add(part.text() + " cannot be part of " + whole.text());
      }
      return;
    }
    if (share == null || !share.isPercent() || share.start() - whole.end() > NEAR) {
      return;
    }
    String between = sentence.substring(whole.end(), share.start());
    double percent = 100 * part.value() / whole.value();
    boolean rough = Tolerance.isRough(sentence, share.start());
    boolean names =
        between.matches(
            "(?s).*(?:\\(|, or |, i\\.e\\. |, that is,? |, |: )(?:about |nearly |some )?");
    if (names && !Tolerance.agreePercent(percent, share.value(), rough)) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s of %s is %.1f %%, not %s",
              part.text(),
              whole.text(),
              percent,
              share.text()));
    }
  }
}
