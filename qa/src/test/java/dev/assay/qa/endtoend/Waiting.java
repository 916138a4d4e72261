package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Content that waits for a person, as long as a test wants. */
final class Waiting {
  /** Validates {@code ${ .text }}; answers what was accepted. */
  static final String WORKFLOW =
      """
      - ask:
          call: validate
          with:
            content: ${ .text }
            pipeline:
              validators:
                - name: never
                  kind: length
                  onFail: escalate
                  with: { minWords: 1000 }
      """;

  private static final Duration SOON = Duration.ofSeconds(30);

  private Waiting() {}

  /** Content to be validated that no validator lets pass. */
  static Map<String, Object> validation(String content) {
    return Map.of(
        "content",
        content,
        "pipeline",
        Map.of(
            "validators",
            List.of(
                Map.of(
                    "name", "never",
                    "kind", "length",
                    "onFail", "escalate",
                    "with", Map.of("minWords", 1000)))));
  }

  /** The review that an execution waits for, as {@code reviewer} sees it. */
  static JsonNode reviewOfExecution(Api reviewer, String execution) {
    return await()
        .until(
            () -> {
              for (JsonNode one :
                  reviewer.get("/reviews?status=pending&limit=500").body().get("items")) {
                String validation = one.get("validationId").stringValue();
                if (reviewer
                    .get("/validations/" + validation)
                    .body()
                    .at("/origin/executionId")
                    .asString("")
                    .equals(execution)) {
                  return one;
                }
              }
              return null;
            },
            found -> found != null);
  }

  /** Asks for a validation and waits for its review, which it answers. */
  static JsonNode review(Api api, String content) {
    Answer asked = api.post("/validations", validation(content));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    return reviewOf(api, asked.body().get("validationId").stringValue());
  }

  /** The review of a validation, once it is there. */
  static JsonNode reviewOf(Api api, String validation) {
    String review =
        await()
            .atMost(SOON)
            .until(
                () -> api.get("/validations/" + validation).body().path("reviewId").asString(""),
                id -> !id.isEmpty());
    return await()
        .atMost(SOON)
        .until(() -> api.get("/reviews/" + review), answer -> answer.status() == 200)
        .body();
  }

  /** The body of a decision on it. */
  static Map<String, Object> decision(JsonNode review, String decision) {
    return Map.of(
        "decision",
        decision,
        "contentHash",
        review.get("contentHash").stringValue(),
        "reasonCode",
        "accurate");
  }

  static String decisionPath(JsonNode review) {
    return "/reviews/" + review.get("reviewId").stringValue() + "/decision";
  }
}
