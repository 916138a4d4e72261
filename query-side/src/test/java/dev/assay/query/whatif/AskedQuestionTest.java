package dev.assay.query.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.event.EventJson;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfQuestion.OnMiss;
import dev.assay.http.json.JsonFaults;
import dev.assay.http.json.StrictJson;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class AskedQuestionTest {
  @Test
  void shouldMakePatchesOfShortForms() {
    WhatIfChanges changes =
        meant(
                """
                {"changes": {"model": "offline/other", "temperature": 0.20, "maxOutputTokens": 50,
                  "instructions": "Say less.", "rubric": {"threshold": 0.8},
                  "pipeline": {"maxRevisions": null}, "input": {"text": "other"},
                  "agents": {"writer": {"version": 3, "model": "default",
                    "definition": {"model": {"prefer": ["a/b"], "residency": "local"}}}},
                  "validators": {"tone": {"with": {"rubric": {"threshold": 0.9}}}}}}
                """)
            .question()
            .changes();

    assertThat(changes.everyAgent())
        .isEqualTo(
            json(
                """
                {"instructions": "Say less.",
                 "model": {"prefer": ["offline/other"], "temperature": 0.20, "maxOutputTokens": 50}}
                """));
    assertThat(changes.agents())
        .containsExactly(
            new AgentChange(
                "writer",
                3,
                json("{\"model\":{\"prefer\":[\"default\"],\"residency\":\"local\"}}")));
    assertThat(changes.rubric()).isEqualTo(json("{\"threshold\":0.8}"));
    assertThat(changes.pipeline()).isEqualTo(json("{\"maxRevisions\":null}"));
    assertThat(changes.input()).isEqualTo(json("{\"text\":\"other\"}"));
    assertThat(changes.validators().getFirst().validator()).isEqualTo("tone");
    assertThat(changes.ofWorkflow()).isTrue();
  }

  @Test
  void shouldAskForNothingElseWhereNothingIsSaid() {
    assertThat(meant("{}").question()).isEqualTo(WhatIfQuestion.identity());
  }

  @Test
  void shouldTakeMocksAsTheyAreSent() {
    WhatIfQuestion question =
        meant(
                """
                {"fromTask": "check", "onMiss": "mock", "mockDecision": "REJECT",
                 "mocks": {"writer": "A text.", "judge": {"score": 1}}}
                """)
            .question();

    assertThat(question.fromTask()).isEqualTo("check");
    assertThat(question.onMiss()).isEqualTo(OnMiss.MOCK);
    assertThat(question.mockDecision()).isEqualTo(ReviewDecision.REJECT);
    assertThat(question.mocks().get("writer")).isEqualTo(json("\"A text.\""));
    assertThat(question.mocks().get("judge")).isEqualTo(json("{\"score\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'changes': {'modell': 'a/b'}} | /changes/modell",
        "{'changes': {'model': 5}} | /changes/model",
        "{'changes': {'model': 'nothing'}} | /changes/model",
        "{'changes': {'pipeline': 'strict'}} | /changes/pipeline",
        "{'changes': {'agentVersion': 0}} | /changes/agentVersion",
        "{'changes': {'agents': {'writer': {'version': 0}}}} | /changes/agents/writer/version",
        "{'changes': {'agents': {'writer': {'model': 'x'}}}} | /changes/agents/writer/model",
        "{'changes': {'agents': {'writer': null}}} | /changes/agents/writer",
        "{'changes': {'agents': {'No/Name': {}}}} | /changes/agents/No~1Name",
        "{'changes': {'validators': {'tone': 1}}} | /changes/validators/tone",
        "{'onMiss': 'pass'} | /onMiss",
        "{'mocks': {'writer': 'x'}} | /mocks",
        "{'mockDecision': 'APPROVE'} | /mockDecision",
        "{'onMiss': 'mock', 'mockDecision': 'EDIT'} | /mockDecision",
        "{'onMiss': 'mock', 'mocks': {'No Name': 'x'}} | /mocks/No Name",
        "{'fromTask': ' '} | /fromTask",
      })
  void shouldPointAtWhatCannotBeMeant(String body, String pointer) {
    assertThat(refusal(body.replace('\'', '"')).errors())
        .extracting(CommandRejected.InputError::pointer)
        .containsExactly(pointer);
  }

  @Test
  void shouldTakeSoManyAndSoMuchOnly() {
    String agents =
        IntStream.rangeClosed(1, 101)
            .mapToObj(i -> "\"a" + i + "\": {\"version\": 1}")
            .collect(Collectors.joining(",", "{\"changes\": {\"agents\": {", "}}}"));
    assertThat(refusal(agents))
        .hasMessage("Expected at most 100, but there are 101 at /changes/agents");

    String long1 = "{\"changes\": {\"input\": {\"text\": \"" + "x".repeat(262_144) + "\"}}}";
    assertThat(refusal(long1)).hasMessageContaining("at most 262144 bytes");
  }

  @Test
  void shouldLetTheRecordSayOfWhichAgentTheVersionIs() {
    KeptQuestion asked =
        meant(
            "{\"changes\": {\"agentVersion\": 2, \"agents\": {\"writer\": {\"model\": \"a/b\"}}}}");

    assertThat(asked.of(Set.of("writer")).changes().agents())
        .containsExactly(new AgentChange("writer", 2, json("{\"model\":{\"prefer\":[\"a/b\"]}}")));
    assertThat(asked.of(Set.of("judge")).changes().agents())
        .extracting(AgentChange::agent)
        .containsExactly("writer", "judge");
    assertThatThrownBy(() -> asked.of(Set.of("writer", "judge")))
        .hasMessageContaining("there are 2: [judge, writer]; say agents.<name>.version instead");
  }

  @Test
  void shouldBeTheSameAfterItWasKept() {
    KeptQuestion asked =
        meant(
            """
            {"fromTask": "check", "onMiss": "mock", "mocks": {"writer": null},
             "changes": {"agentVersion": 2, "rubric": {"a": null, "b": 1.50},
               "agents": {"writer": {"definition": {"tools": null}}}}}
            """);

    byte[] kept = EventJson.mapper().writeValueAsBytes(asked);

    assertThat(EventJson.mapper().treeToValue(EventJson.tree(kept), KeptQuestion.class))
        .isEqualTo(asked);
  }

  private static CommandRejected refusal(String body) {
    try {
      meant(body);
      throw new AssertionError("Nothing was refused of " + body);
    } catch (CommandRejected refused) {
      return refused;
    }
  }

  private static KeptQuestion meant(String body) {
    try {
      return StrictJson.mapper().readValue(body, AskedQuestion.class).meant();
    } catch (JacksonException fault) {
      throw JsonFaults.refusal(fault);
    }
  }

  private static JsonNode json(String text) {
    return EventJson.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
