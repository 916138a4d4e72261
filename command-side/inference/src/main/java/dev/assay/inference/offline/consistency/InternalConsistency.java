package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import java.util.List;

/** Whether a text's own figures agree: changes, shares, totals, times, dates, repeated figures. */
public final class InternalConsistency {
  private static final List<FigureRule> RULES =
      List.of(
          new SentenceRule(Changes::notes),
          new SentenceRule(Shares::notes),
          new SentenceRule(Totals::notes),
          new SentenceRule(Spans::notes),
          new ListedTotals(),
          new LabelledTimes(),
          new RepeatedFigures());

  private InternalConsistency() {}

  public static List<Contradiction> contradictions(String text) {
    List<Sentence> sentences = Sentences.of(text);
    return RULES.stream().flatMap(r -> r.contradictions(sentences).stream()).distinct().toList();
  }
}
