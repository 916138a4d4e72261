package dev.assay.inference.offline.check;

import dev.assay.inference.offline.figures.Calendar;
import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Words;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a source document states, in a form that statements can be held against. */
final class SourceFacts {
  private final String normal;
  private final List<Set<String>> stems = new ArrayList<>();
  private final List<String> sentences = new ArrayList<>();
  private final Map<String, List<Integer>> figures = new HashMap<>();
  private final List<Double> values = new ArrayList<>();
  private final Set<LocalDate> days = new HashSet<>();
  private final Set<LocalTime> clocks = new HashSet<>();
  private final Set<String> words;

  SourceFacts(String source) {
    normal = normal(source);
    words = new HashSet<>(Words.of(source));
    for (Sentence sentence : Sentences.of(source)) {
      int index = sentences.size();
      sentences.add(sentence.text());
      stems.add(Set.copyOf(sentence.stems()));
      for (Figure figure : Figures.in(sentence.text())) {
        figures.computeIfAbsent(figure.key(), k -> new ArrayList<>()).add(index);
        values.add(figure.value());
      }
      Calendar.days(sentence.text()).forEach(d -> days.add(d.date()));
      Calendar.clocks(sentence.text()).forEach(c -> clocks.add(c.time()));
    }
  }

  boolean holdsVerbatim(String sentence) {
    String wanted = normal(sentence);
    return wanted.length() > 8 && normal.contains(wanted);
  }

  boolean hasDay(LocalDate day) {
    return days.contains(day);
  }

  boolean hasClock(LocalTime time) {
    return clocks.contains(time);
  }

  boolean hasWord(String word) {
    return words.contains(word) || normal.contains(" " + word);
  }

  /** The sentences that hold a figure; empty if none does. */
  List<Integer> figureIn(Figure figure) {
    return figures.getOrDefault(figure.key(), List.of());
  }

  /** Whether some figure of the source is within a share of this one. */
  boolean hasNear(double value, double share) {
    return values.stream().anyMatch(v -> Math.abs(v - value) <= share * Math.abs(value));
  }

  /** The index of the sentence that shares most stems with these; -1 if none shares any. */
  int closest(Set<String> wanted) {
    int closest = -1;
    double best = 0;
    for (int i = 0; i < stems.size(); i++) {
      double share = share(wanted, i);
      if (share > best) {
        best = share;
        closest = i;
      }
    }
    return closest;
  }

  /** How many of the stems, 0 to 1, stand in a sentence. */
  double share(Set<String> wanted, int sentence) {
    return shared(wanted, stems.get(sentence));
  }

  /** The same for a sentence together with the ones before and after it. */
  double shareAround(Set<String> wanted, int sentence) {
    Set<String> window = new HashSet<>();
    int to = Math.min(stems.size() - 1, sentence + 1);
    for (int i = Math.max(0, sentence - 1); i <= to; i++) {
      window.addAll(stems.get(i));
    }
    return shared(wanted, window);
  }

  /** How many of a sentence's stems, 0 to 1, are among these. */
  double shareOf(int sentence, Set<String> among) {
    return shared(stems.get(sentence), among);
  }

  String sentence(int index) {
    return sentences.get(index);
  }

  private static double shared(Set<String> wanted, Set<String> there) {
    return wanted.isEmpty()
        ? 0
        : (double) wanted.stream().filter(there::contains).count() / wanted.size();
  }

  /** Letters and digits only, so that quotation marks, dashes and line ends do not matter. */
  private static String normal(String text) {
    return String.join(" ", Words.of(text));
  }
}
