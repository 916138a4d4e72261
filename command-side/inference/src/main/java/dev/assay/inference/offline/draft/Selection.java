package dev.assay.inference.offline.draft;

import dev.assay.inference.offline.text.Aspect;
import dev.assay.inference.offline.text.Sentence;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Picks sentences by maximal marginal relevance: what matters most, says what is not said yet and
 * still fits.
 */
final class Selection {
  private static final double RELEVANCE = 0.72;
  private static final double NEW_ASPECT = 0.12;
  private static final int MOST_SENTENCES = 40;

  private final Source source;
  private final int budget;
  private final Set<Integer> chosen = new TreeSet<>();
  private final Set<Aspect> told = EnumSet.noneOf(Aspect.class);
  private final double[] similar;
  private int words;

  /**
   * @param budget in words
   */
  Selection(Source source, int budget) {
    this.source = source;
    this.budget = budget;
    this.similar = new double[source.sentences().size()];
  }

  /** Takes a sentence whatever the budget says. */
  void take(int index) {
    Sentence sentence = source.sentences().get(index);
    if (!chosen.add(index)) {
      return;
    }
    words += sentence.wordCount();
    for (Aspect aspect : Aspect.values()) {
      if (aspect.in(sentence.text())) {
        told.add(aspect);
      }
    }
    for (int i = 0; i < similar.length; i++) {
      similar[i] = Math.max(similar[i], source.vectors().cosine(index, i));
    }
  }

  /** Fills the budget with the best of the rest; never a banned sentence, at least one in all. */
  Set<Integer> fill(Set<Integer> banned) {
    while (chosen.size() < MOST_SENTENCES) {
      int best = best(banned);
      if (best < 0) {
        break;
      }
      take(best);
    }
    return chosen;
  }

  private int best(Set<Integer> banned) {
    int best = -1;
    double bestValue = 0;
    for (Sentence sentence : source.sentences()) {
      int i = sentence.index();
      boolean fits = chosen.isEmpty() || words + sentence.wordCount() <= budget;
      if (source.salience()[i] > 0 && fits && !chosen.contains(i) && !banned.contains(i)) {
        double value = value(sentence);
        if (value > bestValue) {
          best = i;
          bestValue = value;
        }
      }
    }
    return best;
  }

  private double value(Sentence sentence) {
    double redundancy = (1 - RELEVANCE) * similar[sentence.index()];
    double value = RELEVANCE * source.salience()[sentence.index()] - redundancy;
    for (Aspect aspect : Aspect.values()) {
      value += !told.contains(aspect) && aspect.in(sentence.text()) ? NEW_ASPECT : 0;
    }
    return value;
  }
}
