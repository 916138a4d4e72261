package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Durations;
import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.figures.Tolerance;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentence.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A list or table whose last row is its total. */
final class ListedTotals implements FigureRule {
  private static final Pattern TOTAL_ROW = Pattern.compile("(?i)^(?:\\*\\*)?(?:grand )?total\\b.*");

  @Override
  public List<Contradiction> contradictions(List<Sentence> sentences) {
    List<Contradiction> found = new ArrayList<>();
    List<Figure> rows = new ArrayList<>();
    for (Sentence sentence : sentences) {
      List<Figure> figures = Figures.in(sentence.text());
      if (sentence.kind() != Kind.ITEM) {
        rows.clear();
      } else if (TOTAL_ROW.matcher(sentence.text()).matches()) {
        check(sentence, figures, rows, found);
        rows.clear();
      } else if (figures.size() == 1 && Durations.in(sentence.text()).isEmpty()) {
        rows.add(figures.getFirst());
      }
    }
    return found;
  }

  private static void check(
      Sentence totalRow, List<Figure> figures, List<Figure> rows, List<Contradiction> found) {
    if (figures.size() != 1 || rows.size() < 2) {
      return;
    }
    Figure total = figures.getFirst();
    double sum =
        rows.stream().filter(r -> r.unit().equals(total.unit())).mapToDouble(Figure::value).sum();
    if (!Tolerance.agree(sum, total.value(), false)) {
      found.add(
          new Contradiction(
              totalRow.text(),
              String.format(
                  Locale.ROOT, "the rows add up to %s, not %s", Figures.plain(sum), total.text())));
    }
  }
}
