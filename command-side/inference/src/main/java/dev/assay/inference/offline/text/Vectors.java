package dev.assay.inference.offline.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sentences as TF-IDF vectors of length 1. Memory and time grow with the number of words, never
 * with the square of the number of sentences.
 */
public final class Vectors {
  private final int[][] terms;
  private final double[][] weights;
  private final int termCount;

  private Vectors(int[][] terms, double[][] weights, int termCount) {
    this.terms = terms;
    this.weights = weights;
    this.termCount = termCount;
  }

  public static Vectors of(List<Sentence> sentences) {
    Map<String, Integer> ids = new HashMap<>();
    Map<Integer, Integer> documentFrequency = new HashMap<>();
    int[][] terms = new int[sentences.size()][];
    double[][] weights = new double[sentences.size()][];
    for (int s = 0; s < terms.length; s++) {
      Map<Integer, Integer> counts = new TreeMap<>();
      for (String stem : sentences.get(s).stems()) {
        counts.merge(ids.computeIfAbsent(stem, k -> ids.size()), 1, Integer::sum);
      }
      terms[s] = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
      weights[s] = counts.values().stream().mapToDouble(n -> 1 + Math.log(n)).toArray();
      counts.keySet().forEach(id -> documentFrequency.merge(id, 1, Integer::sum));
    }
    Vectors vectors = new Vectors(terms, weights, ids.size());
    vectors.normalise(documentFrequency);
    return vectors;
  }

  private void normalise(Map<Integer, Integer> documentFrequency) {
    for (int s = 0; s < terms.length; s++) {
      double squares = 0;
      for (int t = 0; t < terms[s].length; t++) {
        int frequency = documentFrequency.getOrDefault(terms[s][t], 1);
        weights[s][t] *= Math.log(1 + (double) terms.length / frequency);
        squares += weights[s][t] * weights[s][t];
      }
      for (int t = 0; t < terms[s].length; t++) {
        weights[s][t] /= Math.sqrt(squares);
      }
    }
  }

  public int size() {
    return terms.length;
  }

  /** Cosine of two sentences, 0 to 1. */
  public double cosine(int a, int b) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < terms[a].length && j < terms[b].length) {
      int difference = terms[a][i] - terms[b][j];
      if (difference == 0) {
        sum += weights[a][i++] * weights[b][j++];
      } else if (difference < 0) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  /** For each sentence the sum of its cosines with all others, each times the other's factor. */
  double[] spread(double[] factors) {
    double[] byTerm = new double[termCount];
    for (int s = 0; s < terms.length; s++) {
      for (int t = 0; t < terms[s].length; t++) {
        byTerm[terms[s][t]] += weights[s][t] * factors[s];
      }
    }
    double[] sums = new double[terms.length];
    for (int s = 0; s < terms.length; s++) {
      double own = 0;
      for (int t = 0; t < terms[s].length; t++) {
        sums[s] += weights[s][t] * byTerm[terms[s][t]];
        own += weights[s][t] * weights[s][t];
      }
      sums[s] = Math.max(0, sums[s] - own * factors[s]);
    }
    return sums;
  }
}
