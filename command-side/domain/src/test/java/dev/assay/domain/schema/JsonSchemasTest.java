package dev.assay.domain.schema;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.domain.budget.StepBudgetExceeded;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonSchemasTest {
  private static final JsonNode SUMMARY =
      json(
          """
          {'type': 'object', 'required': ['text'],
           'properties': {'text': {'type': 'string', 'minLength': 3}}}
          """);

  @Test
  void shouldSayWhereAValueDoesNotMatch() {
    assertThat(JsonSchemas.faults(SUMMARY, json("{'text': 'fine'}"))).isEmpty();
    assertThat(JsonSchemas.faults(SUMMARY, json("{'text': 'no'}")))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/text"))
        .satisfies(fault -> assertThat(fault.message()).contains("3"));
    assertThat(JsonSchemas.faults(SUMMARY, json("{}")))
        .singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("text"));
  }

  @Test
  void shouldFollowReferencesWithinTheSchema() {
    JsonNode schema =
        json("{'$defs': {'name': {'type': 'string'}}, 'items': {'$ref': '#/$defs/name'}}");
    assertThat(JsonSchemas.faultsOfSchema(schema)).isEmpty();
    assertThat(JsonSchemas.faults(schema, json("['a', 1]")))
        .extracting(SchemaFault::pointer)
        .containsExactly("/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'strng'}",
        "{'properties': ['a']}",
        "{'pattern': '('}",
        "{'$ref': '#/nowhere'}",
        "{'$ref': 'https://example.com/schema.json'}",
        "{'$ref': 'classpath:/secret.json'}",
        "{'$ref': 'file:///etc/passwd'}",
        "'text'",
        "[1]"
      })
  void shouldFindTheFaultOfASchemaThatCannotBeUsed(String schema) {
    assertThat(JsonSchemas.faultsOfSchema(json(schema))).isNotEmpty();
  }

  @Test
  void shouldStopAPatternThatBacktracksWithoutEnd() {
    JsonNode schema = json("{'pattern': '^(a|a|aa)*\\\\1?b$'}");
    assertThat(JsonSchemas.faultsOfSchema(schema)).isEmpty();
    JsonNode value = json("'" + "a".repeat(60) + "'");
    assertThatThrownBy(() -> JsonSchemas.faults(schema, value))
        .isInstanceOf(StepBudgetExceeded.class);
  }

  @Test
  void shouldStopASchemaThatDoublesItselfAtEveryStep() {
    String definitions =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "'d%d': {'allOf': [{'$ref': '#/$defs/d%d'}, {'$ref': '#/$defs/d%d'}]}"
                        .formatted(i, i + 1, i + 1))
            .collect(Collectors.joining(", "));
    JsonNode schema =
        json("{'$ref': '#/$defs/d0', '$defs': {" + definitions + ", 'd40': {'type': 'string'}}}");
    assertThatThrownBy(() -> JsonSchemas.faults(schema, json("'x'")))
        .isInstanceOf(StepBudgetExceeded.class);
  }

  @Test
  void shouldStopASchemaThatRefersToItselfForEver() {
    JsonNode schema = json("{'allOf': [{'$ref': '#'}]}");
    assertThatThrownBy(() -> JsonSchemas.faults(schema, json("1")))
        .isInstanceOf(StepBudgetExceeded.class);
  }
}
