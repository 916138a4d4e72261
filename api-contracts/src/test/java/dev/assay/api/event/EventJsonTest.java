package dev.assay.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class EventJsonTest {
  record Answered(String text, @Nullable JsonNode schema) {}

  @Test
  void shouldReadWhatWasNotThereAsNotThere() {
    Answered withoutSchema = new Answered("yes", null);

    assertThat(roundTrip(withoutSchema)).isEqualTo(withoutSchema);
  }

  @Test
  void shouldReadAJsonNullAsAJsonNull() {
    Answered withNull = new Answered("yes", JsonNodeFactory.instance.nullNode());

    assertThat(roundTrip(withNull)).isEqualTo(withNull);
  }

  private static Answered roundTrip(Answered answered) {
    byte[] stored = EventJson.mapper().writeValueAsBytes(answered);
    return EventJson.mapper().readValue(stored, Answered.class);
  }
}
