package dev.assay.inference.offline.draft;

import dev.assay.inference.offline.text.PersonalData;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Mends a refused draft by its feedback: out with faults, in with what is missing, down to size.
 */
final class Revision {
  private static final double REFILL_BELOW = 0.8;
  private static final double SHORTER = 0.7;

  /** In words; what is left of a sentence below that says nothing. */
  private static final int SHORTEST_LINE = 4;

  private final Source source;
  private final Feedback feedback;
  private final int limit;
  private final Set<Integer> banned = new HashSet<>();
  private final List<Line> lines = new ArrayList<>();

  /**
   * A sentence of the new draft.
   *
   * @param origin its place in the source; where it comes from nowhere, the place of the one before
   */
  private record Line(String text, int origin, double worth) {}

  private Revision(Source source, Feedback feedback, int limit) {
    this.source = source;
    this.feedback = feedback;
    this.limit = limit;
  }

  /**
   * @param limit the most words the revision may have
   */
  static String of(Source source, String draft, Feedback feedback, int limit) {
    int shorter = (int) (Words.count(draft) * SHORTER);
    boolean vague = feedback.shorter() && feedback.maxWords() == null;
    Revision revision = new Revision(source, feedback, vague ? Math.min(limit, shorter) : limit);
    revision.readDraft(draft);
    revision.addMissing();
    revision.refill(Math.min(Words.count(draft), revision.limit));
    revision.shorten();
    return revision.text();
  }

  private void readDraft(String draft) {
    int last = 0;
    for (Sentence sentence : Sentences.of(draft)) {
      int origin = source.find(sentence.text());
      last = origin < 0 ? last : origin;
      String mended = mended(sentence.text());
      if (isLeftover(mended, sentence.text())) {
        banned.add(origin);
      } else {
        lines.add(new Line(mended, last, origin < 0 ? 0.1 : source.salience()[origin]));
      }
    }
  }

  private static boolean isLeftover(String mended, String sentence) {
    return mended.isBlank() || (!mended.equals(sentence) && Words.count(mended) < SHORTEST_LINE);
  }

  /** Without quoted faults: data are cut out, any other fault takes its sentence along. */
  private String mended(String sentence) {
    String normal = Source.normal(sentence);
    List<String> data = new ArrayList<>();
    for (String fault : feedback.faults()) {
      String quote = Source.normal(fault);
      boolean hit =
          !quote.isEmpty()
              && (normal.contains(quote) || (normal.length() > 20 && quote.contains(normal)));
      if (hit && isDatum(fault, sentence)) {
        data.add(fault);
      } else if (hit) {
        return "";
      }
    }
    String rest = Polish.without(sentence, data);
    return feedback.personalData() ? Polish.withoutPersonalData(rest) : rest;
  }

  private boolean isDatum(String fault, String sentence) {
    boolean part = fault.length() < 0.6 * sentence.length();
    return part && (feedback.personalData() || !PersonalData.in(fault).isEmpty());
  }

  private void addMissing() {
    for (String statement : feedback.missing()) {
      int origin = source.find(statement);
      if (origin >= 0
          && !banned.contains(origin)
          && lines.stream().noneMatch(l -> l.origin == origin)) {
        add(origin, 1 + source.salience()[origin]);
      }
    }
  }

  /** What was dropped leaves room for the next best of the source. */
  private void refill(int goal) {
    Integer least = feedback.minWords();
    int wanted =
        Math.max(
            least == null ? 0 : Math.min(least + least / 5, limit), (int) (goal * REFILL_BELOW));
    if (words() >= wanted || source.sentences().isEmpty()) {
      return;
    }
    Selection selection = new Selection(source, Math.max(goal, wanted));
    lines.forEach(l -> selection.take(l.origin));
    Set<Integer> taken = lines.stream().map(Line::origin).collect(Collectors.toSet());
    for (int origin : new TreeSet<>(selection.fill(banned))) {
      if (!taken.contains(origin)) {
        add(origin, source.salience()[origin]);
      }
    }
  }

  private void add(int origin, double worth) {
    String mended = mended(Polish.sentence(source.text(origin)));
    if (!isLeftover(mended, Polish.sentence(source.text(origin)))) {
      lines.add(new Line(mended, origin, worth));
    }
  }

  private void shorten() {
    while (words() > limit && lines.size() > 1) {
      lines.remove(lines.stream().min(Comparator.comparingDouble(Line::worth)).orElseThrow());
    }
  }

  private int words() {
    return lines.stream().mapToInt(l -> Words.count(l.text)).sum();
  }

  private String text() {
    String text =
        lines.stream()
            .sorted(Comparator.comparingInt(Line::origin))
            .map(Line::text)
            .collect(Collectors.joining(" "));
    return Polish.firstWords(text, limit);
  }
}
