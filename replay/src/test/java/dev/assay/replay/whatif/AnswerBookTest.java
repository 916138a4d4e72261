package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventJson;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.Corpus;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which requests of a model are taken for equal. */
class AnswerBookTest {
  private static final Map<String, String> OTHER_QUESTIONS =
      Map.of(
          "model", "\"other/model\"",
          "parameters", "{\"temperature\":0.123}",
          "messages", "[{\"speaker\":\"USER\",\"text\":\"Something else.\"}]",
          "outputSchema", "{\"type\":\"array\"}",
          "toolsOffered", "3");

  private static final List<String> THE_SAME_QUESTION =
      List.of(
          "agentExecutionId",
          "requestId",
          "attempt",
          "promptTemplateHash",
          "reservedTokens",
          "priority",
          "notBefore",
          "deadline",
          "promptChars");

  @Test
  void shouldTellRequestsApartByAllThatAModelIsTold() {
    ModelCallRequested request = request();
    String hash = AnswerBook.hashOf(request);
    Map<String, String> wrong = new TreeMap<>();
    OTHER_QUESTIONS.forEach(
        (name, value) -> {
          if (AnswerBook.hashOf(with(request, name, value)).equals(hash)) {
            wrong.put(name, "is not told apart");
          }
        });

    assertThat(wrong).isEmpty();
  }

  /** A new component belongs into one of the two lists: think which. */
  @Test
  void shouldKnowOfEveryComponentWhetherAModelIsToldOfIt() {
    assertThat(
            Arrays.stream(ModelCallRequested.class.getRecordComponents())
                .map(RecordComponent::getName))
        .containsExactlyInAnyOrderElementsOf(
            java.util.stream.Stream.concat(
                    OTHER_QUESTIONS.keySet().stream(), THE_SAME_QUESTION.stream())
                .toList());
  }

  @Test
  void shouldTakeTheSameQuestionOfAnotherExecutionForEqual() {
    ModelCallRequested request = request();
    ModelCallRequested other =
        with(
            with(request, "agentExecutionId", "\"01a1ff6b-f3bf-744c-a600-76cebaa4a49b\""),
            "notBefore",
            "\"2030-01-01T00:00:00Z\"");

    assertThat(AnswerBook.hashOf(other)).isEqualTo(AnswerBook.hashOf(request));
  }

  private static ModelCallRequested with(ModelCallRequested request, String name, String value) {
    ObjectNode json = EventJson.mapper().valueToTree(request);
    JsonNode other = EventJson.mapper().readTree(value);
    assertThat(json.get(name)).isNotEqualTo(other);
    json.set(name, other);
    return EventJson.mapper().treeToValue(json, ModelCallRequested.class);
  }

  private static ModelCallRequested request() {
    return Corpus.read("accepted").stream()
        .map(RecordedEvent::event)
        .filter(ModelCallRequested.class::isInstance)
        .map(ModelCallRequested.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
