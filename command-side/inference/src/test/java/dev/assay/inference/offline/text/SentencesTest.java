package dev.assay.inference.offline.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.inference.offline.text.Sentence.Kind;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void shouldKnowAbbreviationsInitialsAndDecimals() {
    assertThat(
            Sentences.split(
                "Dr. J. Meyer paid 3.50 at 10.15 p.m. on 3 May. He left, e.g. by train."))
        .containsExactly(
            "Dr. J. Meyer paid 3.50 at 10.15 p.m. on 3 May.", "He left, e.g. by train.");
  }

  @Test
  void shouldKeepAClosingQuotationMarkWithItsSentence() {
    assertThat(Sentences.split("She said: \"Stop.\" They did! Why? (Nobody knows.) End"))
        .containsExactly("She said: \"Stop.\"", "They did!", "Why?", "(Nobody knows.)", "End");
  }

  @Test
  void shouldTellHeadingsItemsAndProseApart() {
    assertThat(
            Sentences.of(
                "# Report\n\nBackground\n\nIt broke\nat night. It was late.\n\n- first item\n- second item\nDate: 3 May\n14.2 The clause."))
        .extracting(s -> s.kind() + " " + s.text())
        .containsExactly(
            "HEADING Report",
            "HEADING Background",
            "PROSE It broke at night.",
            "PROSE It was late.",
            "ITEM first item",
            "ITEM second item",
            "ITEM Date: 3 May",
            "ITEM The clause.");
  }

  @Test
  void shouldCutWhatNeverEnds() {
    assertThat(Sentences.of("word ".repeat(5_000)))
        .hasSizeGreaterThan(10)
        .allSatisfy(s -> assertThat(s.text().length()).isLessThanOrEqualTo(2 * Sentences.LONGEST));
  }

  @Test
  void shouldStemSoThatFormsOfAWordMeet() {
    assertThat(Words.contentStems("released releasing releases release"))
        .containsOnly(Words.stem("release"));
    assertThat(Words.contentStems("stopped stopping stop")).containsOnly("stop");
    assertThat(Words.of("It's 1,200.5 at 10:42, o'clock-wise"))
        .contains("1200.5", "10:42", "o'clock-wise");
    assertThat(Sentences.of("x").getFirst().kind()).isEqualTo(Kind.HEADING);
  }
}
