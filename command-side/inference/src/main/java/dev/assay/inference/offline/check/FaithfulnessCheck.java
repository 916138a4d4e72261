package dev.assay.inference.offline.check;

import dev.assay.inference.offline.figures.Calendar;
import dev.assay.inference.offline.figures.Figure;
import dev.assay.inference.offline.figures.Figures;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether each statement of the content stands in the source: its figures, dates, names and words.
 * It sees what is written, not what is meant: a paraphrase in other words counts as unsupported.
 */
public final class FaithfulnessCheck implements Check {
  private static final int MOST_SENTENCES = 300;
  private static final double SUPPORTED = 0.6;
  private static final double SAME_MATTER = 0.25;
  private static final double SAME_STATEMENT = 0.7;
  private static final Pattern NAME = Pattern.compile("(?<=[a-z0-9,;:] )\\p{Lu}[\\p{L}'’-]++");
  private static final Pattern ROUGH =
      Pattern.compile(
          "(?i)\\b(?:about|around|nearly|almost|roughly|approximately|over|more than|some)\\b");
  private static final Pattern NEGATION =
      Pattern.compile("(?i)\\b(?:not|no|never|none|neither|nobody|cannot|without)\\b|n't\\b");

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    if (material.context() == null) {
      return Assessment.notJudged("there is no source to compare with");
    }
    SourceFacts facts = new SourceFacts(material.context());
    List<Sentence> sentences = Sentences.of(material.content());
    List<Quote> quotes = new ArrayList<>();
    double sum = 0;
    double least = 1;
    List<Sentence> assessed = sentences.subList(0, Math.min(MOST_SENTENCES, sentences.size()));
    for (Sentence sentence : assessed) {
      double support = support(sentence, facts, quotes);
      sum += support;
      least = Math.min(least, support);
    }
    if (assessed.isEmpty()) {
      return Assessment.of(0, "the content is empty", List.of());
    }
    double score = 0.5 * sum / assessed.size() + 0.5 * least;
    return quotes.isEmpty()
        ? Assessment.of(score, "every statement stands in the source", List.of())
        : Assessment.of(
            score,
            "%d of %d statements are not supported, the first: %s"
                .formatted(quotes.size(), assessed.size(), quotes.getFirst().note()),
            quotes);
  }

  /** 1 for words of the source, less for words of its own, 0 for a figure or name that is new. */
  private static double support(Sentence sentence, SourceFacts facts, List<Quote> quotes) {
    String text = sentence.text().replace("[removed]", " ").replace("…", " ");
    Set<String> stems = new HashSet<>(Words.contentStems(text));
    if (facts.holdsVerbatim(text) || stems.isEmpty()) {
      return 1;
    }
    List<String> faults = new ArrayList<>();
    figures(text, stems, facts, faults);
    dates(text, facts, faults);
    names(text, facts, faults);
    int closest = facts.closest(stems);
    double share = closest < 0 ? 0 : facts.shareAround(stems, closest);
    if (faults.isEmpty() && share < SUPPORTED) {
      faults.add("the source says nothing like it");
    } else if (faults.isEmpty()
        && facts.shareOf(closest, stems) >= SAME_STATEMENT
        && negated(text) != negated(facts.sentence(closest))) {
      faults.add("the source says the opposite: '" + facts.sentence(closest) + "'");
    }
    faults.stream().limit(1).forEach(f -> quotes.add(new Quote(sentence.text(), f)));
    return faults.isEmpty() ? 0.7 + 0.3 * share : 0;
  }

  private static void figures(
      String text, Set<String> stems, SourceFacts facts, List<String> faults) {
    for (Figure figure : Figures.in(text)) {
      List<Integer> places = facts.figureIn(figure);
      String before = text.substring(Math.max(0, figure.start() - 20), figure.start());
      boolean near = ROUGH.matcher(before).find() && facts.hasNear(figure.value(), 0.05);
      if (places.isEmpty() && !near) {
        faults.add("the figure " + figure.text() + " is not in the source");
      } else if (!places.isEmpty()
          && places.stream().noneMatch(p -> facts.shareAround(stems, p) >= SAME_MATTER)) {
        faults.add("the figure " + figure.text() + " belongs to another matter in the source");
      }
    }
  }

  private static void dates(String text, SourceFacts facts, List<String> faults) {
    Calendar.days(text).stream()
        .filter(d -> !facts.hasDay(d.date()))
        .forEach(d -> faults.add("the date " + d.text() + " is not in the source"));
    Calendar.clocks(text).stream()
        .filter(c -> !facts.hasClock(c.time()))
        .forEach(c -> faults.add("the time " + c.text() + " is not in the source"));
  }

  private static void names(String text, SourceFacts facts, List<String> faults) {
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      for (String word : Words.of(matcher.group())) {
        String plain = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        if (!facts.hasWord(plain.toLowerCase(Locale.ROOT))) {
          faults.add("the name " + matcher.group() + " is not in the source");
        }
      }
    }
  }

  private static boolean negated(String text) {
    return NEGATION.matcher(text).find();
  }
}
