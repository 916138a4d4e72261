package dev.assay.query.whatif;

import dev.assay.api.agent.AgentNames;
import dev.assay.api.event.EventJson;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfQuestion.OnMiss;
import dev.assay.http.problem.Quoted;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A question as it is written in the body of a request.
 *
 * @param onMiss {@code block} or {@code mock}; null blocks
 */
public record AskedQuestion(
    @Nullable String fromTask,
    @Nullable AskedChanges changes,
    @Nullable String onMiss,
    @Nullable Map<String, JsonNode> mocks,
    @Nullable ReviewDecision mockDecision) {

  private static final int MOST_BYTES = 256 * 1024;
  private static final int MOST_MOCKS = 100;
  private static final int LONGEST_TASK = 1_000;

  /** What is meant. Refuses with a pointer into the body what cannot be meant. */
  public KeptQuestion meant() {
    AskedChanges asked = changes == null ? AskedChanges.NONE : changes;
    requireTask();
    OnMiss miss = miss();
    if (miss == OnMiss.BLOCK && (mocks != null || mockDecision != null)) {
      throw BodyFault.at(
          mocks != null ? "/mocks" : "/mockDecision",
          "Expected it only with onMiss mock, but misses are blocked");
    }
    if (mockDecision == ReviewDecision.EDIT) {
      throw BodyFault.at("/mockDecision", "Expected APPROVE or REJECT, but it is EDIT");
    }
    KeptQuestion question =
        new KeptQuestion(
            new WhatIfQuestion(fromTask, asked.meant(), miss, knownMocks(), mockDecision),
            asked.agentVersion());
    requireNotTooLarge(question);
    return question;
  }

  private void requireTask() {
    if (fromTask != null && (fromTask.isBlank() || fromTask.length() > LONGEST_TASK)) {
      throw BodyFault.at(
          "/fromTask",
          "Expected 1 to %d characters, but there are %d"
              .formatted(LONGEST_TASK, fromTask.strip().length()));
    }
  }

  private OnMiss miss() {
    return switch (onMiss) {
      case null -> OnMiss.BLOCK;
      case "block" -> OnMiss.BLOCK;
      case "mock" -> OnMiss.MOCK;
      default ->
          throw BodyFault.at("/onMiss", "Expected block or mock, but it is " + Quoted.of(onMiss));
    };
  }

  private Map<String, JsonNode> knownMocks() {
    if (mocks == null) {
      return Map.of();
    }
    if (mocks.size() > MOST_MOCKS) {
      throw BodyFault.at(
          "/mocks", "Expected at most %d, but there are %d".formatted(MOST_MOCKS, mocks.size()));
    }
    mocks
        .keySet()
        .forEach(
            name -> {
              if (!AgentNames.isValid(name)) {
                throw BodyFault.at(
                    BodyFault.below("/mocks", name),
                    "Expected the name of an agent, but it is " + Quoted.of(name));
              }
            });
    return mocks;
  }

  private static void requireNotTooLarge(KeptQuestion question) {
    int bytes = EventJson.mapper().writeValueAsBytes(question).length;
    if (bytes > MOST_BYTES) {
      throw BodyFault.at(
          "",
          "Expected a question of at most %d bytes, but it has %d".formatted(MOST_BYTES, bytes));
    }
  }
}
