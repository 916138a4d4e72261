package dev.assay.inference.offline.check;

import dev.assay.inference.offline.consistency.Contradiction;
import dev.assay.inference.offline.consistency.InternalConsistency;
import java.util.ArrayList;
import java.util.List;

/** Whether figures, times and dates agree within each text that the question is about. */
public final class ConsistencyCheck implements Check {
  private static final double FIRST = 0.7;
  private static final double FURTHER = 0.15;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    List<Quote> quotes = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Scope.Part part : Scope.of(material, criterion)) {
      for (Contradiction found : InternalConsistency.contradictions(part.text())) {
        quotes.add(new Quote(found.quote(), "in the " + part.name() + ": " + found.note()));
        notes.add("the " + part.name() + " contradicts itself (" + found.note() + ")");
      }
    }
    return quotes.isEmpty()
        ? Assessment.fine("the figures, times and dates agree")
        : Assessment.of(1 - FIRST - FURTHER * (quotes.size() - 1), notes.getFirst(), quotes);
  }
}
