package dev.assay.inference.offline.judge;

import dev.assay.inference.offline.check.Criterion;
import dev.assay.inference.offline.prompt.CannotAnswer;
import dev.assay.inference.offline.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What content is judged by.
 *
 * @param threshold the least weighted mean that passes, 0 to 1
 */
record Rubric(List<Criterion> criteria, double threshold) {
  static final double DEFAULT_THRESHOLD = 0.7;
  private static final int MOST_CRITERIA = 50;

  /** A rubric that is only text is one question. */
  static Rubric of(Prompt prompt) {
    JsonNode json = prompt.json("rubric");
    String text = prompt.text("rubric");
    if (json == null || !json.isObject()) {
      if (text == null || text.isBlank()) {
        throw new CannotAnswer("Expected a section named rubric to judge by, but there is none");
      }
      return new Rubric(List.of(new Criterion("question", text, 1)), DEFAULT_THRESHOLD);
    }
    List<Criterion> criteria = new ArrayList<>();
    for (JsonNode criterion : json.path("criteria")) {
      criteria.add(criterion(criterion));
    }
    if (criteria.isEmpty() || criteria.size() > MOST_CRITERIA) {
      throw new CannotAnswer(
          "Expected rubric.criteria to have 1 to %d questions, but it has %d"
              .formatted(MOST_CRITERIA, criteria.size()));
    }
    double threshold = json.path("threshold").asDouble(DEFAULT_THRESHOLD);
    return new Rubric(criteria, Math.clamp(threshold, 0.0, 1.0));
  }

  private static Criterion criterion(JsonNode json) {
    if (json.isString()) {
      return new Criterion(json.stringValue(), json.stringValue(), 1);
    }
    String question = text(json.get("question"));
    String name = text(json.get("name"));
    double weight = json.path("weight").asDouble(1);
    return new Criterion(
        name.isEmpty() ? question : name, question, weight > 0 && weight < 1e6 ? weight : 1);
  }

  private static String text(@Nullable JsonNode json) {
    return json == null ? "" : json.asString("");
  }
}
