package dev.assay.inference.offline.check;

import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the content praises, exaggerates or shouts. */
public final class ToneCheck implements Check {
  private static final Pattern LOUD =
      Pattern.compile(
          "(?i)\\b(?:world[- ]class|world'?s (?:best|leading|first|most)|best[- ]in[- ]class|revolutionary|revolutioni[sz]\\w*|game[- ]chang\\w*"
              + "|groundbreaking|ground-breaking|unrivall?ed|unparalleled|unmatched|unbeatable|amazing|incredible|stunning|spectacular|phenomenal"
              + "|cutting[- ]edge|breathtaking|legendary|guaranteed to|second to none|the envy of|thrilled|proud to announce|once again proves|visionary|miracle|sensational)\\b|!");

  @Override
  public Assessment assess(Material material, Criterion criterion) {
    List<Quote> quotes = new ArrayList<>();
    List<Sentence> sentences = Sentences.of(material.content());
    for (Sentence sentence : sentences) {
      Matcher loud = LOUD.matcher(sentence.text());
      if (loud.find()) {
        quotes.add(new Quote(sentence.text(), "promotional: " + loud.group()));
      }
    }
    if (quotes.isEmpty()) {
      return Assessment.fine("the tone is sober");
    }
    double share = (double) quotes.size() / Math.max(1, sentences.size());
    return Assessment.of(
        0.6 - share, "the wording is promotional (" + quotes.getFirst().note() + ")", quotes);
  }
}
