package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.figures.Durations;
import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.figures.Tolerance;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The same thing counted twice with different results: "47 customers were affected" and, further
 * down, "52 customers were affected"; "the outage lasted 47 minutes" and "lasted 3 hours".
 */
final class RepeatedFigures implements FigureRule {
  private static final Pattern COUNTED =
      Pattern.compile(
          "(?i)^ ((?:[a-z-]{2,30} ){1,2}?)(?:have been |had been |has been |were |was |are )([a-z]{3,20}(?:ed|en|hurt|lost|sold))\\b");
  private static final Pattern LASTED =
      Pattern.compile(
          "(?i)\\b(outage|incident|disruption|interruption|downtime|meeting|recall)(?: [a-z]+){0,2} lasted (?:for )?");

  /** Words that say that a figure is of another time, part or certainty. */
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "(?i)\\b(?:initial\\w*|first|early|earlier|later|estimate\\w*|revised|previous\\w*|another|additional|further|more|fewer|only|of these|of those|of them|per|each|every|by \\d|at \\d|in \\d{4}|last (?:year|month|quarter)|year before|so far|would|could|if|up to|at least|not)\\b");

  private record Count(Figure figure, Sentence sentence) {}

  @Override
  public List<Contradiction> contradictions(List<Sentence> sentences) {
    List<Contradiction> found = new ArrayList<>();
    Map<String, Count> counts = new HashMap<>();
    Map<String, Sentence> lengths = new HashMap<>();
    for (Sentence sentence : sentences) {
      if (!QUALIFIED.matcher(sentence.text()).find()) {
        counted(sentence, counts, found);
        lasted(sentence, lengths, found);
      }
    }
    return found;
  }

  private static void counted(
      Sentence sentence, Map<String, Count> counts, List<Contradiction> found) {
    for (Figure figure : Figures.in(sentence.text())) {
      Matcher matcher = COUNTED.matcher(sentence.text().substring(figure.end()));
      if (!matcher.find()) {
        continue;
      }
      String key =
          Words.contentStems(matcher.group(1) + " " + matcher.group(2)).stream()
                  .collect(Collectors.joining(" "))
              + figure.unit();
      Count before = counts.putIfAbsent(key, new Count(figure, sentence));
      boolean rough = Tolerance.isRough(sentence.text(), figure.start());
      if (before != null && !Tolerance.agree(before.figure.value(), figure.value(), rough)) {
        found.add(
            new Contradiction(
                sentence.text(),
                "elsewhere it is " + before.figure.text() + ": '" + before.sentence.text() + "'"));
      }
    }
  }

  private static void lasted(
      Sentence sentence, Map<String, Sentence> lengths, List<Contradiction> found) {
    Matcher matcher = LASTED.matcher(sentence.text());
    List<Durations.Length> stated = Durations.in(sentence.text());
    if (!matcher.find() || stated.isEmpty()) {
      return;
    }
    Sentence before =
        lengths.putIfAbsent(
            Words.stem(matcher.group(1).toLowerCase(java.util.Locale.ROOT)), sentence);
    if (before == null) {
      return;
    }
    Durations.Length earlier = Durations.in(before.text()).getFirst();
    if (!Durations.agree(earlier.value(), stated.getFirst(), sentence.text())) {
      found.add(
          new Contradiction(
              sentence.text(),
              "elsewhere it lasted " + earlier.text() + ": '" + before.text() + "'"));
    }
  }
}
