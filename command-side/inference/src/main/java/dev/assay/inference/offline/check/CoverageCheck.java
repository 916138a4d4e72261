package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.Aspect;
import dev.assay.inference.offline.text.Salience;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Vectors;
import dev.assay.inference.offline.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether content tells what its source is about: its main words, and when, what, why, what next.
 */
public final class CoverageCheck implements Check {
  private static final int MAIN_WORDS = 12;
  private static final int LEAST_OCCURRENCES = 2;
  private static final double ENOUGH_WORDS = 0.6;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    String context = material.context();
    if (context == null) {
      return Assessment.notJudged("there is no source to compare with");
    }
    List<Sentence> source = Sentences.of(context);
    Set<String> content = new HashSet<>(Words.contentStems(material.content()));
    List<String> main = mainWords(source);
    List<String> absent = main.stream().filter(w -> !content.contains(w)).toList();
    double words = main.isEmpty() ? 1 : 1 - (double) absent.size() / main.size();
    List<Quote> quotes = missingAspects(source, material.content());
    double aspects = 1 - (double) quotes.size() / Aspect.values().length;
    double score = 0.5 * Math.min(1, words / ENOUGH_WORDS) + 0.5 * aspects;
    return quotes.isEmpty() && words >= ENOUGH_WORDS
        ? Assessment.of(score, "the main points are told", List.of())
        : Assessment.of(score, reason(quotes, absent), quotes);
  }

  private static String reason(List<Quote> quotes, List<String> absent) {
    return quotes.isEmpty()
        ? "main words of the source are missing: " + String.join(", ", absent)
        : quotes.getFirst().note() + ": \"" + quotes.getFirst().text() + "\"";
  }

  /** The words that most sentences of the source share. */
  private static List<String> mainWords(List<Sentence> source) {
    Map<String, Integer> sentences = new HashMap<>();
    source.forEach(s -> new HashSet<>(s.stems()).forEach(w -> sentences.merge(w, 1, Integer::sum)));
    return sentences.entrySet().stream()
        .filter(e -> e.getValue() >= LEAST_OCCURRENCES && !Character.isDigit(e.getKey().charAt(0)))
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Integer> e) -> -e.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(MAIN_WORDS)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** For each aspect that the source tells of and the content does not, the source's sentence. */
  private static List<Quote> missingAspects(List<Sentence> source, String content) {
    double[] salience = Salience.of(source, Vectors.of(source));
    Predicate<Sentence> states = s -> salience[s.index()] > 0;
    List<Quote> missing = new ArrayList<>();
    for (Aspect aspect : Aspect.values()) {
      if (!aspect.in(content)) {
        source.stream()
            .filter(states.and(s -> aspect.in(s.text())))
            .max(Comparator.comparingDouble(s -> salience[s.index()]))
            .ifPresent(
                s -> missing.add(new Quote(s.text(), "it does not say " + aspect.question())));
      }
    }
    return missing;
  }
}
