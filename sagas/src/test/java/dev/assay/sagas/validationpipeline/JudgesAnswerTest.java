package dev.assay.sagas.validationpipeline;

import static dev.assay.sagas.validationpipeline.ValidationEvents.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JudgesAnswerTest {
  private static final AgentExecutionId EXECUTION = new AgentExecutionId(Uuids.named("test", "1"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "\"fine\"",
        "{}",
        "{\"score\": 2, \"outcome\": \"PASS\", \"reason\": \"x\"}",
        "{\"score\": \"high\", \"outcome\": \"PASS\", \"reason\": \"x\"}",
        "{\"score\": 1, \"outcome\": \"MAYBE\", \"reason\": \"x\"}",
        "{\"score\": 1, \"outcome\": \"PASS\", \"reason\": \" \"}",
        "{\"score\": 1, \"outcome\": \"PASS\", \"reason\": \"x\", \"evidence\": \"y\"}",
        "{\"score\": 1, \"outcome\": \"PASS\", \"reason\": \"x\", \"evidence\": [{}]}"
      })
  void shouldBeAnErrorThatSaysWhatWasExpectedWhenTheAnswerIsMalformed(String answer) {
    Verdict verdict = read(json(answer), null);
    assertThat(verdict.outcome()).isEqualTo(Outcome.ERROR);
    assertThat(verdict.reason()).contains("expected");
    assertThat(verdict.agentExecutionId()).isEqualTo(EXECUTION);
  }

  @Test
  void shouldReadJsonThatCameAsText() {
    Verdict verdict =
        read(
            JsonNodeFactory.instance.stringNode(
                "{\"score\": 0.5, \"outcome\": \"FAIL\", \"reason\": \"x\"}"),
            null);
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
  }

  @Test
  void shouldFailAPassUnderTheRubricsThreshold() {
    JsonNode answer = json("{\"score\": 0.5, \"outcome\": \"PASS\", \"reason\": \"Nice.\"}");
    assertThat(read(answer, 0.5).outcome()).isEqualTo(Outcome.PASS);
    assertThat(read(answer, 0.6))
        .satisfies(v -> assertThat(v.outcome()).isEqualTo(Outcome.FAIL))
        .satisfies(v -> assertThat(v.reason()).contains("0.60").endsWith("Nice."));
  }

  @Property(tries = 500)
  void shouldAlwaysBeAVerdictWhateverAModelSays(@ForAll("answers") JsonNode answer) {
    Verdict verdict = read(answer, null);
    assertThat(verdict.score()).isBetween(0.0, 1.0);
    assertThat(verdict.reason()).isNotBlank();
  }

  @Provide
  Arbitrary<JsonNode> answers() {
    JsonNodeFactory make = JsonNodeFactory.instance;
    Arbitrary<JsonNode> value =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30).map(make::stringNode),
            Arbitraries.doubles().map(make::numberNode),
            Arbitraries.of("PASS", "FAIL").map(make::stringNode),
            Arbitraries.strings()
                .ofMaxLength(20)
                .map(q -> make.arrayNode().add(make.objectNode().put("quote", q))),
            Arbitraries.create(make::nullNode));
    Arbitrary<JsonNode> object =
        Arbitraries.maps(Arbitraries.of("score", "outcome", "reason", "evidence", "x"), value)
            .map(
                members -> {
                  ObjectNode node = make.objectNode();
                  members.forEach(node::set);
                  return node;
                });
    return Arbitraries.oneOf(value, object);
  }

  private static Verdict read(JsonNode answer, @Nullable Double threshold) {
    Judge judge = new Judge("tone", "judge", null, json("{}"), threshold);
    return JudgesAnswer.read(judge, 2, answer, EXECUTION);
  }
}
