package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.Salience;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import java.util.ArrayList;
import java.util.List;

/** Whether sentences are of a length that people read, and stand without the one before. */
public final class ReadabilityCheck implements Check {
  private static final int LONG = 45;
  private static final int GOOD_MEAN = 28;

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    List<Sentence> sentences = Sentences.of(material.content());
    if (sentences.isEmpty()) {
      return Assessment.of(0, "there is nothing to read", List.of());
    }
    List<Quote> quotes = new ArrayList<>();
    int words = 0;
    for (Sentence sentence : sentences) {
      words += sentence.wordCount();
      if (sentence.wordCount() > LONG) {
        quotes.add(new Quote(sentence.text(), sentence.wordCount() + " words in one sentence"));
      }
    }
    if (Salience.isDangling(sentences.getFirst().text())) {
      quotes.add(new Quote(sentences.getFirst().text(), "opens with a reference to nothing"));
    }
    double mean = (double) words / sentences.size();
    double tooLong = Math.max(0, mean - GOOD_MEAN) / GOOD_MEAN;
    double score = 1 - tooLong - 0.5 * quotes.size() / sentences.size();
    String reason =
        quotes.isEmpty()
            ? "sentences have %d words on average".formatted(Math.round(mean))
            : quotes.getFirst().note();
    return Assessment.of(score, reason, quotes);
  }
}
