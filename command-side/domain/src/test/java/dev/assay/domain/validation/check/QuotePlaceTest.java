package dev.assay.domain.validation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.validation.Verdict.Evidence;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class QuotePlaceTest {
  private static final JsonNode CONTENT =
      JsonNodeFactory.instance.objectNode().put("text", "The pump  failed at noon.");

  @Test
  void shouldFindAQuoteWhateverWhiteSpaceIsBetweenItsWords() {
    Evidence located = QuotePlace.located(quote("pump failed"), CONTENT);

    assertThat(located).isEqualTo(new Evidence("pump failed", 4, 16, "why"));
  }

  @Test
  void shouldLeaveAQuoteThatIsNowhereWithoutAPlace() {
    assertThat(QuotePlace.located(quote("invented (.*"), CONTENT).start()).isNull();
    assertThat(QuotePlace.located(quote(" "), CONTENT).start()).isNull();
  }

  @Test
  void shouldKeepAPlaceThatIsKnown() {
    Evidence known = new Evidence("pump", 100, 104, null);

    assertThat(QuotePlace.located(known, CONTENT)).isEqualTo(known);
  }

  private static Evidence quote(String words) {
    return new Evidence(words, null, null, "why");
  }
}
