package dev.assay.inference.offline.text;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How much each sentence of a text matters, 0 to 1: TextRank over TF-IDF cosines, its place, what
 * aspects it tells of, and the words it shares with headings.
 */
public final class Salience {
  private static final int ROUNDS = 25;
  private static final double DAMPING = 0.85;

  /** What is shorter is a label or an exclamation, and tells nothing by itself. */
  private static final int SHORTEST = 5;

  private static final Pattern LABELLED =
      Pattern.compile("^[A-Z][A-Za-z-]{1,20}+(?: [a-z]{1,20}+){0,2}: (?=\\S)");

  /** Sentences that lean on the one before read badly alone. */
  private static final Pattern DANGLING =
      Pattern.compile(
          "^(?:this|that|these|those|it|he|she|they|such|however|but|and|also|then|therefore|instead"
              + "|moreover|furthermore|nevertheless|for example|in addition|as a result|both|neither)\\b",
          Pattern.CASE_INSENSITIVE);

  private Salience() {}

  /** One score per sentence of {@code all}; headings score 0. */
  public static double[] of(List<Sentence> all, Vectors vectors) {
    double[] rank = textRank(all, vectors);
    Set<String> titleWords = headingWords(all);
    double[] scores = new double[all.size()];
    int previousBlock = -1;
    int first = firstStatement(all);
    for (int i = 0; i < scores.length; i++) {
      Sentence sentence = all.get(i);
      if (sentence.kind() != Sentence.Kind.HEADING) {
        double place = place(i - first, all.size(), sentence.block() != previousBlock);
        scores[i] =
            fitness(sentence)
                * (0.35 * rank[i]
                    + 0.35 * place
                    + 0.2 * aspects(sentence)
                    + 0.1 * overlap(sentence, titleWords));
      }
      previousBlock = sentence.block();
    }
    return scores;
  }

  public static boolean isDangling(String sentence) {
    return DANGLING.matcher(sentence).lookingAt();
  }

  private static double[] textRank(List<Sentence> all, Vectors vectors) {
    int n = all.size();
    double[] factors = new double[n];
    Arrays.fill(factors, 1);
    double[] degrees = vectors.spread(factors);
    double[] rank = new double[n];
    Arrays.fill(rank, 1.0);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < n; i++) {
        factors[i] = degrees[i] > 0 ? rank[i] / degrees[i] : 0;
      }
      double[] received = vectors.spread(factors);
      for (int i = 0; i < n; i++) {
        rank[i] = 1 - DAMPING + DAMPING * received[i];
      }
    }
    double highest = Arrays.stream(rank).max().orElse(1);
    return Arrays.stream(rank).map(r -> r / highest).toArray();
  }

  private static double place(int position, int count, boolean opensBlock) {
    double lead = Math.exp(-4.0 * Math.max(0, position) / Math.max(8, count));
    return opensBlock ? 0.7 * lead + 0.3 : 0.7 * lead;
  }

  private static double aspects(Sentence sentence) {
    int told = 0;
    for (Aspect aspect : Aspect.values()) {
      told += aspect.in(sentence.text()) ? 1 : 0;
    }
    return Math.min(1, told / 3.0);
  }

  private static double overlap(Sentence sentence, Set<String> titleWords) {
    if (titleWords.isEmpty() || sentence.stems().isEmpty()) {
      return 0;
    }
    long shared = sentence.stems().stream().distinct().filter(titleWords::contains).count();
    return Math.min(1, shared / 3.0);
  }

  /** Labels say nothing; very long, asking or leaning sentences make poor summaries. */
  private static double fitness(Sentence sentence) {
    int words = sentence.wordCount();
    if (words < SHORTEST || LABELLED.matcher(sentence.text()).lookingAt()) {
      return 0;
    }
    double fitness = words > 45 ? 0.6 : 1;
    if (sentence.text().endsWith("?") || sentence.text().endsWith(":")) {
      fitness *= 0.3;
    }
    if (isDangling(sentence.text())) {
      fitness *= 0.6;
    }
    return sentence.kind() == Sentence.Kind.ITEM ? 0.6 * fitness : fitness;
  }

  private static Set<String> headingWords(List<Sentence> all) {
    Set<String> words = new HashSet<>();
    all.stream()
        .filter(s -> s.kind() == Sentence.Kind.HEADING)
        .limit(3)
        .forEach(s -> words.addAll(s.stems()));
    return words;
  }

  private static int firstStatement(List<Sentence> all) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).kind() == Sentence.Kind.PROSE) {
        return i;
      }
    }
    return 0;
  }
}
