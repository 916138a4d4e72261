package dev.assay.inference.offline.draft;

import static dev.assay.inference.offline.Prompts.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.inference.offline.text.Words;
import org.junit.jupiter.api.Test;

class DrafterTest {
  private static final String DOCUMENT =
      """
      # Failure of the cold store

      Reference: CS-3

      In the night of 11 January 2026 the cooling of cold store 3 failed for six hours and 212 pallets were destroyed. \
      The failure was caused by a blocked drain that let water into the controller. \
      The customer Anna Berg (anna.berg@example.org) reported it at 05:30. \
      The cooling of cold store 3 failed in the night of 11 January 2026. \
      It was dark. What should one do? \
      The store was cooled again from 05:55 by a mobile unit. \
      The manager will have all drains cleaned by 30 January 2026. \
      The insurer puts the damage at EUR 291,000.
      """;

  @Test
  void shouldTakeSentencesOfTheDocumentInTheirOrderAndNotTwice() {
    String text = draft("document", DOCUMENT);

    assertThat(text).startsWith("In the night of 11 January 2026").doesNotContain("CS-3");
    assertThat(text).containsOnlyOnce("11 January 2026").doesNotContain("What should one do");
    assertThat(text.indexOf("blocked drain")).isLessThan(text.lastIndexOf("."));
  }

  @Test
  void shouldKeepMaxWords() {
    for (int most : new int[] {1, 5, 20, 40}) {
      assertThat(Words.count(draft("document", DOCUMENT, "maxWords", "" + most)))
          .isBetween(1, most);
    }
  }

  @Test
  void shouldShortenToTheLimitThatFeedbackNames() {
    String long1 = DOCUMENT.replace("# Failure of the cold store\n\nReference: CS-3\n\n", "");

    String text =
        draft(
            "document",
            DOCUMENT,
            "draft",
            long1,
            "feedback",
            "The draft was refused. Mend these points:\n1. length: Expected at most 45 words, but there are 80\n   - \"The store was cooled again from 05:55 by a mobile unit.\"");

    assertThat(Words.count(text)).isBetween(20, 45);
    assertThat(text).contains("six hours");
  }

  @Test
  void shouldTakeOutPersonalDataAndKeepTheRest() {
    String text =
        draft(
            "document", DOCUMENT,
            "draft",
                "The cooling failed for six hours in the night of 11 January 2026. The customer Anna Berg (anna.berg@example.org) reported it at 05:30.",
            "feedback",
                "1. private: A brief holds no e-mail address.\n   - \"anna.berg@example.org\"");

    assertThat(text)
        .contains("The customer reported it at 05:30.")
        .doesNotContain("@")
        .doesNotContain("Anna");
  }

  @Test
  void shouldDropAStatementThatIsQuotedAsWrongAndNotBringItBack() {
    String text =
        draft(
            "document", DOCUMENT,
            "draft",
                "The cooling of cold store 3 failed for six hours. The insurer puts the damage at EUR 291,000.",
            "feedback",
                "1. faithful: 1 of 2 statements is not supported\n   - \"The insurer puts the damage at EUR 291,000.\" (the figure belongs to another matter)");

    assertThat(text).doesNotContain("291,000").contains("six hours");
  }

  @Test
  void shouldAddWhatFeedbackNamesAsMissing() {
    String text =
        draft(
            "document",
            DOCUMENT,
            "draft",
            "The cooling of cold store 3 failed for six hours and 212 pallets were destroyed in the night of 11 January 2026.",
            "feedback",
            "1. useful: Weakest is 'complete' (60 %): it does not say why it happened\n   - \"The failure was caused by a blocked drain that let water into the controller.\" (it does not say why it happened)");

    assertThat(text).contains("blocked drain").contains("six hours");
  }

  @Test
  void shouldCountAWholeQuoteOnlyOnceWhateverItHolds() {
    Feedback feedback =
        Feedback.of(
            "1. x: too long\n   - \"a \"quoted\" word\" (why \n2. faithful: wrong\n   - \"He said \"no\" to us.\" (not said)");

    assertThat(feedback.faults()).contains("He said \"no\" to us.");
    assertThat(feedback.shorter()).isTrue();
  }

  @Test
  void shouldSayThatNothingRemains() {
    String text =
        draft(
            "document",
            "Only this.",
            "draft",
            "Only this.",
            "feedback",
            "1. wrong: \"Only this.\"");

    assertThat(text).isEqualTo("Nothing of the document remains after the requested removals.");
  }

  @Test
  void shouldKeepADraftThatTheEmptyDocumentHasNothingToAddTo() {
    String text =
        draft("document", "", "draft", "The pump failed. 1,200 The pump failed.", "feedback", "?");

    assertThat(text).isEqualTo("The pump failed. 1,200 The pump failed.");
  }

  @Test
  void shouldSummariseAnythingItIsGiven() {
    assertThat(draft("report", "The pump in hall 3 failed at night."))
        .isEqualTo("The pump in hall 3 failed at night.");
    assertThat(draft("document", "")).isEqualTo("The document is empty.");
  }
}
