package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.EventJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowChangeTest {
  @Test
  void shouldStoreWhatHasNoOrderInTheOrderOfItsKeys() {
    assertThat(json(Map.of("message", "m", "code", "c", "b", "1", "a", "2")))
        .isEqualTo("{\"a\":\"2\",\"b\":\"1\",\"code\":\"c\",\"message\":\"m\"}");
    assertThat(json(Set.of("d", "a", "c", "b"))).isEqualTo("[\"a\",\"b\",\"c\",\"d\"]");
  }

  @Test
  void shouldLeaveAnOrderAsItIs() {
    Map<String, String> recorded = new LinkedHashMap<>();
    recorded.put("b", "1");
    recorded.put("a", "2");
    assertThat(json(recorded)).isEqualTo("{\"b\":\"1\",\"a\":\"2\"}");
  }

  @Test
  void shouldRoundTimesToMicrosecondsInOneWay() {
    assertThat(RowStatement.storable(Instant.parse("2026-11-21T09:00:00.123456499Z")))
        .isEqualTo(Instant.parse("2026-11-21T09:00:00.123456Z"));
    assertThat(RowStatement.storable(Instant.parse("2026-11-21T09:00:00.999999500Z")))
        .isEqualTo(Instant.parse("2026-11-21T09:00:01Z"));
  }

  private static String json(Object value) {
    return EventJson.mapper()
        .writeValueAsString(RowChange.upsert("v").set("c", value).values().get("c"));
  }
}
