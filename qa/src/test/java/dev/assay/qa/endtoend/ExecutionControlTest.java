package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Executions are started, paused, resumed, cancelled and retried over HTTP. */
@ExtendWith(OneServer.Extension.class)
class ExecutionControlTest {
  /** A reviewer must decide, so that the execution waits as long as the test wants. */
  private static final String WAITS =
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
      - after:
          set: { done: true }
      """;

  private final OneServer server;
  private final Api api;

  ExecutionControlTest(OneServer server) {
    this.server = server;
    this.api = server.api();
  }

  @Test
  void shouldPauseWhatWaitsAndGoOnWhenResumed() {
    String name = OneServer.aName("pauses");
    String execution = Examples.start(api, Examples.workflowOf(api, name, WAITS), text());
    Examples.awaitStatus(api, execution, "WAITING");
    String path = "/executions/" + execution;

    Answer paused = api.post(path + "/pause", null);
    assertThat(paused.status()).as(paused.toString()).isEqualTo(204);
    assertThat(seen(path, paused).get("status").stringValue()).isEqualTo("PAUSED");
    decide(execution);

    Answer resumed = api.post(path + "/resume", null);
    assertThat(resumed.status()).as(resumed.toString()).isEqualTo(204);
    JsonNode ended = Examples.awaitStatus(api, execution, "COMPLETED", "FAULTED");
    assertThat(ended.at("/output/done").asBoolean(false)).isTrue();
    Problems.refused(api.post(path + "/pause", null), 409, "INVALID_STATE");
  }

  @Test
  void shouldCancelWithAReason() {
    String name = OneServer.aName("cancelled");
    String execution = Examples.start(api, Examples.workflowOf(api, name, WAITS), text());
    Examples.awaitStatus(api, execution, "WAITING");
    String path = "/executions/" + execution;

    Answer cancelled = api.post(path + "/cancellation", Map.of("reason", "not needed any more"));

    assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(204);
    JsonNode seen = seen(path, cancelled);
    assertThat(seen.get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(seen.get("cancelReason").stringValue()).isEqualTo("not needed any more");
    assertThat(seen.get("endedAt").isNull()).isFalse();
    Problems.refused(api.post(path + "/resume", null), 409, "INVALID_STATE");
    Problems.refused(api.post(path + "/retry", null), 409, "INVALID_STATE");
    Problems.refused(server.with("reviewer").post(path + "/pause", null), 403, "FORBIDDEN");
  }

  @Test
  void shouldCancelTheValidationAndCloseTheReviewOfACancelledExecution() {
    String name = OneServer.aName("abandoned");
    String execution = Examples.start(api, Examples.workflowOf(api, name, WAITS), text());
    Examples.awaitStatus(api, execution, "WAITING");
    JsonNode review = pendingReviewOf(execution);

    api.post("/executions/" + execution + "/cancellation", Map.of("reason", "not needed"));

    Api reviewer = server.with("reviewer", "demo", "rita");
    String path = "/reviews/" + review.get("reviewId").stringValue();
    await().until(() -> reviewer.get(path).body().at("/status").asString("").equals("CLOSED"));
    JsonNode validation =
        reviewer.get("/validations/" + review.get("validationId").stringValue()).body();
    assertThat(validation.get("status").stringValue()).isEqualTo("CANCELLED");
    assertThat(validation.get("decision").isNull()).isTrue();
    Problems.refused(reviewer.post(path + "/decision", approvalOf(review)), 409, "INVALID_STATE");
  }

  @Test
  void shouldRetryWhatFaultedOnceTheCauseIsGone() {
    String agent = OneServer.aName("writer");
    api.put("/agents/" + agent, anAgentOn("nowhere/nothing"));
    String tasks =
        """
        - write:
            call: agent
            with: { agent: %s, input: { document: "${ .text }" } }
        """
            .formatted(agent);
    String workflow = Examples.workflowOf(api, OneServer.aName("retried"), tasks);
    String execution = Examples.start(api, workflow, text());
    JsonNode faulted = Examples.awaitStatus(api, execution, "FAULTED", "COMPLETED");
    assertThat(faulted.get("status").stringValue()).isEqualTo("FAULTED");
    assertThat(faulted.at("/error/detail").asString("")).contains("nowhere/nothing");
    assertThat(faulted.at("/tasks/0/status").asString("")).isEqualTo("FAILED");
    assertThat(api.put("/agents/" + agent, anAgentOn("default")).status()).isEqualTo(201);

    Answer retried = api.post("/executions/" + execution + "/retry", null);

    assertThat(retried.status()).as(retried.toString()).isEqualTo(202);
    assertThat(retried.header("Location")).isEqualTo("/api/v1/executions/" + execution);
    JsonNode ended = Examples.awaitStatus(api, execution, "COMPLETED", "FAULTED");
    assertThat(ended.get("status").stringValue()).as(ended.toString()).isEqualTo("COMPLETED");
    assertThat(ended.get("tasks"))
        .extracting(task -> task.get("status").stringValue() + " " + task.get("attempt").intValue())
        .containsExactly("FAILED 1", "COMPLETED 2");
  }

  @Test
  void shouldExecuteByDefinitionAndById() {
    String name = OneServer.aName("executed");
    String definition = Examples.definition(name, "- only:\n    set: { said: '${ .text }' }\n");

    Answer byDefinition =
        api.post("/workflows/execute", Map.of("definition", definition, "input", text()));
    assertThat(byDefinition.status()).as(byDefinition.toString()).isEqualTo(202);
    String first = byDefinition.body().get("executionId").stringValue();
    assertThat(byDefinition.header("Location")).isEqualTo("/api/v1/executions/" + first);
    JsonNode done = Examples.awaitStatus(api, first, "COMPLETED", "FAULTED");
    assertThat(done.at("/output/said").asString("")).isEqualTo("A short text.");

    Answer byId =
        api.post(
            "/workflows/execute",
            Map.of("workflowId", done.at("/workflow/id").asString(""), "input", text()));
    assertThat(byId.status()).as(byId.toString()).isEqualTo(202);
    Examples.awaitStatus(api, byId.body().get("executionId").stringValue(), "COMPLETED");

    Problems.refused(
        api.post("/workflows/execute", Map.of("input", text())), 400, "INVALID_ARGUMENT");
  }

  @Test
  void shouldValidateContentWithoutAWorkflow() {
    Map<String, Object> pipeline =
        Map.of(
            "validators",
            List.of(
                Map.of("name", "long-enough", "kind", "length", "with", Map.of("minWords", 2)),
                Map.of("name", "no-mail", "kind", "regex", "with", Map.of("mustNotMatch", "@"))));

    Answer started =
        api.post("/validations", Map.of("content", "mail me at a@b.example", "pipeline", pipeline));

    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    String id = started.body().get("validationId").stringValue();
    assertThat(started.header("Location")).isEqualTo("/api/v1/validations/" + id);
    JsonNode validation =
        await()
            .until(
                () -> seen("/validations/" + id, started),
                seen -> !seen.get("status").stringValue().equals("RUNNING"));
    assertThat(validation.get("status").stringValue()).isEqualTo("REJECTED");
    assertThat(validation.at("/rounds/0/verdicts"))
        .extracting(
            verdict ->
                verdict.get("validator").stringValue() + " " + verdict.get("outcome").stringValue())
        .containsExactlyInAnyOrder("long-enough PASS", "no-mail FAIL");
  }

  private JsonNode seen(String path, Answer command) {
    return api.get(path, Map.of("Assay-Min-Position", command.header("Assay-Position"))).body();
  }

  private void decide(String execution) {
    JsonNode review = pendingReviewOf(execution);
    Answer answer =
        server
            .with("reviewer", "demo", "rita")
            .post(
                "/reviews/" + review.get("reviewId").stringValue() + "/decision",
                approvalOf(review));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
  }

  private JsonNode pendingReviewOf(String execution) {
    Api reviewer = server.with("reviewer", "demo", "rita");
    for (JsonNode review : reviewer.get("/reviews?status=pending&limit=500").body().get("items")) {
      JsonNode validation =
          reviewer.get("/validations/" + review.get("validationId").stringValue()).body();
      if (validation.at("/origin/executionId").asString("").equals(execution)) {
        return review;
      }
    }
    throw new AssertionError("Expected a pending review of " + execution);
  }

  private static Map<String, String> approvalOf(JsonNode review) {
    return Map.of(
        "decision", "APPROVE",
        "contentHash", review.get("contentHash").stringValue(),
        "reasonCode", "accurate");
  }

  static Map<String, Object> anAgentOn(String model) {
    return Map.of(
        "role",
        "drafter",
        "instructions",
        "Write a brief of the document.",
        "model",
        Map.of("prefer", List.of(model)));
  }

  private static Map<String, String> text() {
    return Map.of("text", "A short text.");
  }
}
