package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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

  @Test
  void shouldPutUpdatesOfOneRowTogether() {
    ExecutionId waiting = new ExecutionId(Uuids.next());
    RowChange all = RowChange.update("v").set("a", 1).add("n", 2L).append("ids", waiting);

    assertThat(all.absorb(RowChange.update("v").set("a", 3).add("n", 4L).remove("ids", waiting)))
        .isTrue();
    assertThat(all.absorb(RowChange.update("v").set("n", 5L))).isTrue();

    assertThat(all.values()).containsEntry("a", 3).containsEntry("n", 5L);
    assertThat(all.values().get("ids"))
        .isInstanceOfSatisfying(
            RowOperation.class,
            both -> {
              assertThat(both.sql("ids"))
                  .isEqualTo("array_remove(array_append(array_remove(ids, ?), ?), ?)");
              assertThat(both.arguments()).hasSize(3).containsOnly(waiting.value());
              assertThat(both.applyTo(null)).isEqualTo(new RowOperation.Ids(List.of()));
            });
  }

  @Test
  void shouldNotPutTogetherWhatNoSingleUpdateDoes() {
    assertThat(RowChange.update("v").set("n", 1L).absorb(RowChange.update("v").add("n", 2L)))
        .as("what is made of a value that is not stored yet")
        .isFalse();
    assertThat(RowChange.update("v").absorb(RowChange.upsert("v"))).isFalse();
    assertThat(RowChange.upsert("v").absorb(RowChange.update("v"))).isFalse();
  }

  private static String json(Object value) {
    return EventJson.mapper()
        .writeValueAsString(RowChange.upsert("v").set("c", value).values().get("c"));
  }
}
