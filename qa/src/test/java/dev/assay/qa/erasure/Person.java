package dev.assay.qa.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Somebody whose texts go wherever a person's texts may go. */
final class Person {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Map<String, Object> ESCALATING =
      Map.of(
          "validators",
          List.of(
              Map.of(
                  "name", "never",
                  "kind", "length",
                  "onFail", "escalate",
                  "with", Map.of("minWords", 100_000))));

  private final Canaries canaries;
  private final Api api;
  private final Api reviewer;

  /** What the tenant calls the person; a canary, too. */
  final String id;

  /** Paths that show something of the person. */
  final List<String> shown = new ArrayList<>();

  Person(Canaries canaries, Api api, Api reviewer) {
    this.canaries = canaries;
    this.api = api;
    this.reviewer = reviewer;
    this.id = "person-" + canaries.next("name of the subject") + "@example.org";
  }

  void runsAgents() {
    for (int i = 0; i < 2; i++) {
      Map<String, Object> input =
          Map.of(
              "document",
              canaries.some("input of an agent", 5),
              canaries.next("member of an input"),
              Map.of("list", List.of(canaries.next("input of an agent"))));
      shown.add(
          location(api.post("/agents/archivist/executions", body("input", input)), "/agent-"));
    }
    Map<String, Object> doomed = Map.of("document", canaries.some("input of a failing agent", 2));
    shown.add(location(api.post("/agents/stinter/executions", body("input", doomed)), "/agent-"));
    String cancelled =
        location(
            api.post(
                "/agents/archivist/executions",
                body("input", Map.of("document", canaries.some("input of a cancelled agent", 2)))),
            "/agent-");
    api.post(
        cancelled + "/cancellation", Map.of("reason", canaries.next("reason of a cancellation")));
    shown.add(cancelled);
    String compressible = canaries.next("long text") + " and so on".repeat(2_000);
    shown.add(
        location(
            api.post(
                "/agents/archivist/executions", body("input", Map.of("document", compressible))),
            "/agent-"));
  }

  void runsAWorkflow(String workflow) {
    Map<String, Object> document =
        Map.of(
            "title", canaries.next("input of a workflow"),
            "text", canaries.some("input of a workflow", 4));
    shown.add(
        location(
            api.post(
                "/workflows/" + workflow + "/executions",
                body("input", Map.of("document", document))),
            "/executions"));
  }

  /** By an auditor, who puts words of the person into the question. */
  void isAskedAbout() {
    String execution =
        shown.stream().filter(path -> path.startsWith("/executions/")).findFirst().orElseThrow();
    Map<String, Object> question =
        Map.of(
            "changes",
            Map.of("input", Map.of("document", Map.of("text", canaries.next("what-if input")))),
            "onMiss",
            "mock",
            "mocks",
            Map.of("archivist", canaries.next("what-if answer")));
    Map<String, Object> ofOne = new HashMap<>(question);
    ofOne.put("mode", "what-if");
    Answer asked = api.post(execution + "/replays", ofOne);
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String replay = "/replays/" + asked.body().get("replayId").stringValue();
    // A question asked of many is nobody's; what comes of it is each one's own.
    String id = execution.substring("/executions/".length());
    Answer batch =
        api.post(
            "/what-ifs",
            Map.of(
                "executions",
                List.of(id),
                "changes",
                Map.of("instructions", "Write two sentences."),
                "onMiss",
                "mock"));
    assertThat(batch.status()).as(batch.toString()).isEqualTo(202);
    String whatIf = "/what-ifs/" + batch.body().get("whatIfId").stringValue();
    for (String path : List.of(replay, whatIf)) {
      await()
          .atMost(SOON)
          .until(
              () -> api.get(path).body().path("status").asString(""),
              status -> status.equals("COMPLETED"));
    }
    shown.add(replay);
    shown.add(whatIf);
    shown.add(whatIf + "/executions/" + id);
  }

  void talks() {
    Map<String, Object> start = new HashMap<>();
    start.put("agent", "archivist");
    start.put("title", canaries.next("title of a conversation"));
    start.put("subjectId", id);
    String conversation = location(api.post("/conversations", start), "/conversations");
    for (int i = 0; i < 2; i++) {
      Answer posted =
          api.post(conversation + "/messages", Map.of("content", canaries.some("message", 3)));
      assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
      int wanted = 2 * (i + 1);
      await().atMost(SOON).until(() -> answered(conversation) == wanted);
    }
    shown.add(conversation);
  }

  /** With the agent whose conversations no read model takes in. */
  void talksToWhomNoReadModelTakesIn() {
    Map<String, Object> start = new HashMap<>();
    start.put("agent", Poison.AGENT);
    start.put("title", canaries.next("title in a dead letter"));
    start.put("subjectId", id);
    String conversation = location(api.post("/conversations", start), "/conversations");
    Answer posted =
        api.post(
            conversation + "/messages",
            Map.of("content", canaries.next("message in a dead letter")));
    assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
  }

  /** Messages that nobody waits for. */
  private long answered(String conversation) {
    return api.get(conversation).body().path("messages").values().stream()
        .filter(message -> !message.get("status").stringValue().equals("REQUESTED"))
        .count();
  }

  void isJudged(String decision) {
    Map<String, Object> wanted = new HashMap<>(body("content", canaries.some("content", 3)));
    wanted.put("context", Map.of("note", canaries.next("context of a validation")));
    wanted.put("pipeline", ESCALATING);
    String validation = location(api.post("/validations", wanted), "/validations");
    String review =
        "/reviews/"
            + await()
                .atMost(SOON)
                .until(
                    () -> api.get(validation).body().path("reviewId").asString(""),
                    it -> !it.isEmpty());
    JsonNode seen =
        await().atMost(SOON).until(() -> api.get(review), it -> it.status() == 200).body();
    Map<String, Object> decided = new HashMap<>();
    decided.put("decision", decision);
    decided.put("reasonCode", "accurate");
    decided.put("comment", canaries.next("comment of a review"));
    if (decision.equals("EDIT")) {
      decided.put("content", canaries.some("edit of a review", 2));
    }
    decided.put("contentHash", "sha256:" + "0".repeat(64));
    Answer refused = reviewer.post(review + "/decision", decided);
    assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
    decided.put("contentHash", seen.get("contentHash").stringValue());
    Answer done = reviewer.post(review + "/decision", decided);
    assertThat(done.status()).as(done.toString()).isEqualTo(204);
    shown.add(validation);
    shown.add(review);
  }

  /** What is refused, in every way that the API refuses something. */
  void isRefused() {
    String key = "key-" + id.hashCode() + "-";
    Map<String, Object> wanted = body("input", canaries.some("refused for its shape", 2));
    assertThat(api.post("/agents/archivist/executions", Map.of("imput", wanted)).status())
        .isGreaterThanOrEqualTo(400);
    assertThat(
            api.send(
                    "POST",
                    "/conversations",
                    "{\"agent\": \"" + canaries.next("no JSON") + "\", ",
                    "application/json",
                    Map.of())
                .status())
        .isEqualTo(400);
    assertThat(api.get("/agents/" + canaries.next("path that is not there")).status())
        .isEqualTo(404);
    assertThat(api.get("/audit/events?type=" + canaries.next("query of an auditor")).status())
        .isIn(200, 400);
    Map<String, Object> pipeline =
        new HashMap<>(body("content", canaries.some("refused content", 2)));
    pipeline.put("pipeline", Map.of("validators", List.of(Map.of("name", "n", "kind", "none"))));
    assertThat(
            api.post("/validations", pipeline, Map.of("Idempotency-Key", key + "validation"))
                .status())
        .isGreaterThanOrEqualTo(400);
    Map<String, Object> once = body("input", Map.of("document", canaries.some("repeated", 2)));
    Answer first =
        api.post("/agents/archivist/executions", once, Map.of("Idempotency-Key", key + "run"));
    Answer again =
        api.post("/agents/archivist/executions", once, Map.of("Idempotency-Key", key + "run"));
    assertThat(again.body()).isEqualTo(first.body());
    Map<String, Object> other = body("input", canaries.some("another under the same key", 2));
    assertThat(
            api.post("/agents/archivist/executions", other, Map.of("Idempotency-Key", key + "run"))
                .status())
        .isGreaterThanOrEqualTo(400);
    assertThat(
            api.post(
                    "/conversations",
                    Map.of(
                        "agent",
                        "archivist",
                        "title",
                        canaries.next("too long") + "x".repeat(9_000)))
                .status())
        .isGreaterThanOrEqualTo(400);
  }

  void isHeldAndReleased() {
    String hold = "/audit/subjects/" + id + "/legal-hold";
    assertThat(api.put(hold, Map.of("reason", canaries.next("reason of a hold"))).status())
        .isEqualTo(200);
    assertThat(erased().status()).isEqualTo(409);
    assertThat(api.delete(hold).status()).isEqualTo(204);
  }

  Answer erased() {
    return api.post(
        "/audit/subjects/" + id + "/erasure",
        Map.of("reason", canaries.next("reason of an erasure")));
  }

  private Map<String, Object> body(String member, Object value) {
    return Map.of(member, value, "subjectId", id);
  }

  private static String location(Answer answer, String under) {
    assertThat(answer.status()).as(answer.toString()).isIn(201, 202);
    String path = answer.header("Location").substring("/api/v1".length());
    assertThat(path).startsWith(under);
    return path;
  }
}
