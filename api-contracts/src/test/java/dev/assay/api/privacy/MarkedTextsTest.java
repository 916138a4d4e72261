package dev.assay.api.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.assay.api.event.EventCatalog;
import dev.assay.api.privacy.Texts.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MarkedTextsTest {
  record Note(@Personal String said, @Clear JsonNode form, String forgotten) {}

  record Letter(
      @Personal List<String> lines,
      @Clear Map<String, String> headers,
      List<Note> notes,
      int page) {}

  record Twice(@Personal @Clear String said) {}

  @Test
  void shouldKnowOfEveryTextOfEveryEventWhoseItIs() {
    assertThat(textsOfEvents().filter(text -> text.mark() == null))
        .as(
            "Texts of events without a mark. Say whose they are: @Personal for what people put in"
                + " or models answer, @Confidential for the tenant's own business, @Clear for"
                + " names, codes and structure (docs/how-to/add-an-event.md)")
        .isEmpty();
  }

  @Test
  void shouldSealWhatPeopleAndModelsSay() {
    assertThat(textsOfEvents().filter(text -> text.mark() == Mark.CLEAR).map(Text::name))
        .doesNotContain(
            "input",
            "output",
            "content",
            "text",
            "title",
            "message",
            "comment",
            "reason",
            "feedback",
            "quote",
            "note",
            "detail",
            "errors");
  }

  @Test
  void shouldFindTextsHoweverDeep() {
    assertThat(Texts.of(Letter.class))
        .extracting(Text::name, Text::mark)
        .containsExactly(
            tuple("lines", Mark.PERSONAL),
            tuple("headers", Mark.CLEAR),
            tuple("said", Mark.PERSONAL),
            tuple("form", Mark.CLEAR),
            tuple("forgotten", null));
  }

  @Test
  void shouldRefuseTwoMarksOnOneText() {
    assertThatThrownBy(() -> Texts.of(Twice.class)).hasMessageContaining("Expected one mark");
  }

  private static Stream<Text> textsOfEvents() {
    return EventCatalog.entries().stream()
        .flatMap(entry -> Texts.of(entry.type()).stream())
        .distinct();
  }
}
