package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The main job: documents go in over HTTP, and each ends as the README of the examples says. */
@ExtendWith(OneServer.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentOutcomesTest {
  private static final String HASH = "sha256:[0-9a-f]{64}";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6,9}Z";

  private final Api api;
  private final OneServer server;
  private String atOnce = "";
  private String afterRevision = "";
  private String rejected = "";
  private String forAPerson = "";

  DocumentOutcomesTest(OneServer server) {
    this.server = server;
    this.api = server.api();
  }

  @BeforeAll
  void sendTheDocuments() {
    atOnce = start(Examples.ACCEPTED_AT_ONCE);
    afterRevision = start(Examples.ACCEPTED_AFTER_REVISION);
    rejected = start(Examples.REJECTED);
    forAPerson = start(Examples.FOR_A_PERSON);
  }

  @Test
  void shouldAcceptASoundDocumentAtOnce() {
    JsonNode execution = Examples.awaitStatus(api, atOnce, "COMPLETED", "FAULTED");

    assertThat(execution.at("/output/outcome").asString("")).isEqualTo("ACCEPTED");
    assertThat(execution.at("/output/rounds").asInt(0)).isEqualTo(1);
    assertThat(execution.at("/output/brief").asString("")).hasSizeGreaterThan(80);
  }

  @Test
  void shouldShowTheExecutionWithItsTasks() {
    JsonNode execution = Examples.awaitStatus(api, atOnce, "COMPLETED", "FAULTED");

    assertThat(execution.at("/workflow/id").asString("")).isEqualTo(server.workflowId());
    assertThat(execution.at("/workflow/name").asString("")).isEqualTo("document-brief");
    assertThat(execution.at("/workflow/version").asString("")).isEqualTo("1.0.0");
    assertThat(execution.at("/input/document/title").asString(""))
        .isEqualTo(Examples.ACCEPTED_AT_ONCE);
    assertThat(execution.get("error").isNull()).isTrue();
    assertThat(execution.get("startedAt").stringValue()).matches(TIME);
    assertThat(execution.get("endedAt").stringValue()).matches(TIME);
    assertThat(execution.get("tasks"))
        .extracting(task -> task.get("name").stringValue())
        .containsExactly("draft", "check", "decide", "publish");
    assertThat(execution.get("tasks"))
        .extracting(task -> task.get("kind").stringValue())
        .containsExactly("AGENT", "VALIDATE", "SWITCH", "SET");
    for (JsonNode task : execution.get("tasks")) {
      assertThat(task.get("reference").stringValue()).startsWith("/do/");
      assertThat(task.get("status").stringValue()).isEqualTo("COMPLETED");
      assertThat(task.get("attempt").intValue()).isEqualTo(1);
      assertThat(Instant.parse(task.get("endedAt").stringValue()))
          .isAfterOrEqualTo(Instant.parse(task.get("startedAt").stringValue()));
    }
    assertThat(execution.at("/tasks/0/output/text").asString("")).isNotBlank();
  }

  @Test
  void shouldHaveABriefRevisedUntilItsValidatorsPass() {
    JsonNode execution = Examples.awaitStatus(api, afterRevision, "COMPLETED", "FAULTED");
    assertThat(execution.at("/output/outcome").asString("")).isEqualTo("ACCEPTED");

    JsonNode validation = validationOf(execution);

    assertThat(validation.get("status").stringValue()).isEqualTo("ACCEPTED");
    assertThat(validation.get("score").doubleValue()).isBetween(0.8, 1.0);
    assertThat(validation.get("rounds").size()).isGreaterThan(1);
    assertThat(validation.at("/decision/outcome").asString("")).isEqualTo("ACCEPTED");
    JsonNode first = validation.at("/rounds/0");
    JsonNode last = validation.get("rounds").get(validation.get("rounds").size() - 1);
    assertThat(first.get("passed").booleanValue()).isFalse();
    assertThat(first.get("feedback").stringValue()).isNotBlank();
    assertThat(last.get("passed").booleanValue()).isTrue();
    assertThat(last.get("contentHash").stringValue())
        .matches(HASH)
        .isNotEqualTo(first.get("contentHash").stringValue());
    for (JsonNode round : validation.get("rounds")) {
      assertThat(round.get("verdicts").size()).isEqualTo(9);
      for (JsonNode verdict : round.get("verdicts")) {
        assertThat(verdict.get("validator").stringValue()).isNotBlank();
        assertThat(verdict.get("version").stringValue()).isNotBlank();
        assertThat(verdict.get("kind").stringValue())
            .isIn("LENGTH", "JSON_SCHEMA", "REGEX", "JUDGE");
        assertThat(verdict.get("outcome").stringValue()).isIn("PASS", "FAIL", "ERROR");
        assertThat(verdict.get("score").doubleValue()).isBetween(0.0, 1.0);
        assertThat(verdict.get("reason").stringValue()).isNotBlank();
        assertThat(verdict.get("evidence").isArray()).isTrue();
      }
    }
  }

  @Test
  void shouldShowHowAJudgeCameToItsVerdict() {
    JsonNode validation =
        validationOf(Examples.awaitStatus(api, afterRevision, "COMPLETED", "FAULTED"));
    String judge =
        validation
            .at("/rounds/0/verdicts")
            .valueStream()
            .filter(verdict -> verdict.get("kind").stringValue().equals("JUDGE"))
            .findFirst()
            .orElseThrow()
            .get("agentExecutionId")
            .stringValue();

    JsonNode run = api.get("/agent-executions/" + judge).body();

    assertThat(run.get("status").stringValue()).isEqualTo("COMPLETED");
    assertThat(run.at("/agent/name").asString("")).isEqualTo("judge");
    assertThat(run.at("/input/rubric/criteria").isArray()).isTrue();
    assertThat(run.at("/output/outcome").asString("")).isIn("PASS", "FAIL");
    assertThat(run.get("error").isNull()).isTrue();
    assertThat(run.get("toolCalls").isArray()).isTrue();
    assertThat(run.get("startedAt").stringValue()).matches(TIME);
    assertThat(run.get("endedAt").stringValue()).matches(TIME);
    JsonNode call = run.at("/modelCalls/0");
    assertThat(call.get("requestId").stringValue()).isNotBlank();
    assertThat(call.get("provider").stringValue()).isEqualTo("offline");
    assertThat(call.get("model").stringValue()).isEqualTo("extractive-1");
    assertThat(call.get("attempt").intValue()).isEqualTo(1);
    assertThat(call.get("tokensIn").intValue()).isPositive();
    assertThat(call.get("tokensOut").intValue()).isPositive();
    assertThat(call.get("costUsd").isNumber()).isTrue();
    assertThat(call.get("durationMs").longValue()).isNotNegative();
    assertThat(call.get("finishReason").stringValue()).isEqualTo("stop");
    assertThat(call.get("cached").isBoolean()).isTrue();
  }

  @Test
  void shouldRejectADocumentWhoseFiguresContradictEachOther() {
    JsonNode execution = Examples.awaitStatus(api, rejected, "COMPLETED", "FAULTED");

    assertThat(execution.at("/output/outcome").asString("")).isEqualTo("REJECTED");
    assertThat(execution.at("/output/reason").asString("")).contains("source-agrees");
    assertThat(validationOf(execution).at("/decision/outcome").asString("")).isEqualTo("REJECTED");
  }

  @Test
  void shouldShowFiftyItemsWhereNoLimitIsAsked() {
    Examples.awaitStatus(api, atOnce, "COMPLETED", "FAULTED");

    JsonNode page = api.get("/audit/events").body();

    assertThat(page.get("items")).hasSize(50);
    assertThat(page.get("nextCursor").isString()).isTrue();
  }

  /** One after the other: nobody can decide before the review is there. */
  @Test
  void shouldLetAPersonDecideWhereTheTextTriesToSteerItsReader() {
    assertThat(
            Examples.awaitStatus(api, forAPerson, "WAITING", "COMPLETED", "FAULTED")
                .get("status")
                .stringValue())
        .isEqualTo("WAITING");
    Api reviewer = server.with("reviewer", "demo", "rita");
    JsonNode pending =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> reviewOf(reviewer, forAPerson), review -> !review.isMissingNode());
    String path = "/reviews/" + pending.get("reviewId").stringValue();
    JsonNode review = reviewer.get(path).body();
    assertThat(review.at("/content/text").asString("")).isNotBlank();
    String hash = review.get("contentHash").stringValue();
    assertThat(hash).matches(HASH);
    assertThat(review.get("reason").stringValue()).contains("no-orders");

    Problems.refused(
        reviewer.post(path + "/decision", decision("sha256:" + "0".repeat(64))),
        409,
        "INVALID_STATE");
    Problems.refused(api.post(path + "/decision", decision(hash)), 403, "FORBIDDEN");
    Problems.refused(
        server.with("designer").post(path + "/decision", decision(hash)), 403, "FORBIDDEN");
    assertThat(reviewer.get(path).body().get("status").stringValue()).isEqualTo("PENDING");

    Answer decided = reviewer.post(path + "/decision", decision(hash));
    assertThat(decided.status()).as(decided.toString()).isBetween(200, 204);

    JsonNode execution = Examples.awaitStatus(api, forAPerson, "COMPLETED", "FAULTED");
    assertThat(execution.at("/output/outcome").asString("")).isEqualTo("ACCEPTED");
    JsonNode after = reviewer.get(path).body();
    assertThat(after.get("status").stringValue()).isEqualTo("DECIDED");
    assertThat(after.get("decision").stringValue()).isEqualTo("APPROVE");
    assertThat(after.get("reviewer").stringValue()).isEqualTo("rita");
    assertThat(validationOf(execution).at("/decision/decidedBy").asString("")).isEqualTo("rita");
    Problems.refused(
        server.with("reviewer", "demo", "otto").post(path + "/decision", rejection(hash)),
        409,
        "INVALID_STATE");
  }

  private String start(String document) {
    return Examples.start(api, server.workflowId(), Examples.input(document));
  }

  private JsonNode validationOf(JsonNode execution) {
    return api.get("/validations/" + execution.at("/output/validationId").asString("")).body();
  }

  /** The pending review of an execution's validation; missing while there is none. */
  private JsonNode reviewOf(Api reviewer, String executionId) {
    JsonNode reviews = reviewer.get("/reviews?status=pending&limit=500").body().get("items");
    for (JsonNode review : reviews) {
      JsonNode validation =
          reviewer.get("/validations/" + review.get("validationId").stringValue()).body();
      if (validation.at("/origin/executionId").asString("").equals(executionId)) {
        assertThat(validation.get("status").stringValue()).isEqualTo("ESCALATED");
        return review;
      }
    }
    return reviews.path("none");
  }

  private static Map<String, Object> decision(String hash) {
    return Map.of("decision", "APPROVE", "contentHash", hash, "reasonCode", "accurate");
  }

  private static Map<String, Object> rejection(String hash) {
    return Map.of("decision", "REJECT", "contentHash", hash, "reasonCode", "missing-fact");
  }
}
