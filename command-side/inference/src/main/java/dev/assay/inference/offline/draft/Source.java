package dev.assay.inference.offline.draft;

import dev.assay.inference.offline.text.Salience;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Vectors;
import dev.assay.inference.offline.text.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The document that is summarised.
 *
 * @param salience how much each sentence matters, 0 to 1
 */
record Source(List<Sentence> sentences, Vectors vectors, double[] salience) {
  private static final double SAME = 0.6;

  static Source of(String document) {
    List<Sentence> sentences = Sentences.of(document);
    Vectors vectors = Vectors.of(sentences);
    return new Source(sentences, vectors, Salience.of(sentences, vectors));
  }

  int words() {
    return sentences.stream().mapToInt(Sentence::wordCount).sum();
  }

  String text(int index) {
    return sentences.get(index).text();
  }

  /** The sentence that says what {@code statement} says; -1 if none does. */
  int find(String statement) {
    String wanted = normal(statement);
    Set<String> stems = new HashSet<>(Words.contentStems(statement));
    int best = -1;
    double bestShare = SAME;
    for (Sentence sentence : sentences) {
      String candidate = normal(sentence.text());
      if (wanted.length() > 12 && (candidate.contains(wanted) || wanted.equals(candidate))) {
        return sentence.index();
      }
      long shared = sentence.stems().stream().distinct().filter(stems::contains).count();
      double share = stems.isEmpty() ? 0 : (double) shared / stems.size();
      if (share > bestShare) {
        best = sentence.index();
        bestShare = share;
      }
    }
    return best;
  }

  /** Lower case, single blanks, without what quoting may have changed at the ends. */
  static String normal(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[\"“”«»'’‘]", "")
        .replaceAll("\\s+", " ")
        .replaceAll("^[ .…]+|[ .…]+$", "");
  }
}
