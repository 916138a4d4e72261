package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sentences of the contract's section "Conventions", one by one. */
@ExtendWith(OneServer.Extension.class)
class ConventionsTest {
  private final OneServer server;
  private final Api api;

  ConventionsTest(OneServer server) {
    this.server = server;
    this.api = server.api();
  }

  /** Without waiting in the test: if a read model were behind, the answer would show it. */
  @Test
  void shouldReadItsOwnWritesFromEveryReadModel() {
    String name = OneServer.aName("read-your-writes");
    for (int round = 0; round < 5; round++) {
      Answer agent = api.put("/agents/" + name + round, ExecutionControlTest.anAgentOn("default"));
      assertSeen("/agents/" + name + round, agent);
      Answer workflow =
          Examples.workflow(api, Examples.definition(name + round, "- only:\n    set: { a: 1 }\n"));
      String workflowPath = "/workflows/" + workflow.body().get("workflowId").stringValue();
      assertSeen(workflowPath, workflow);
      assertSeen(workflowPath + "/versions/1.0.0", workflow);
      assertSeenAtItsLocation(
          202, api.post(workflowPath + "/executions", Map.of("input", Map.of())));
      assertSeenAtItsLocation(202, api.post("/agents/judge/executions", Map.of("input", "text")));
      assertSeenAtItsLocation(201, api.post("/conversations", Map.of("agent", "assistant")));
      assertSeenAtItsLocation(
          202,
          api.post(
              "/validations",
              Map.of(
                  "content",
                  "a",
                  "pipeline",
                  Map.of(
                      "validators",
                      List.of(
                          Map.of("name", "n", "kind", "length", "with", Map.of("minWords", 1)))))));
      Answer key = api.post("/api-keys", Map.of("name", name, "roles", List.of("auditor")));
      assertThat(api.get("/api-keys", min(key)).response().body())
          .contains(key.body().get("keyId").stringValue());
      assertThat(
              api.get("/audit/events?sort=-position&limit=1", min(key))
                  .body()
                  .at("/items/0/position")
                  .asLong(0))
          .isGreaterThanOrEqualTo(key.position());
      Answer settings = api.put("/tenant/settings", Map.of("round", name + round));
      assertThat(api.get("/tenant", min(settings)).body().at("/settings/round").asString(""))
          .isEqualTo(name + round);
    }
  }

  @Test
  void shouldSayWhenAReadModelIsNotThereInTime() {
    Answer late = api.get("/agents", Map.of("Assay-Min-Position", "999999999", "Prefer", "wait=1"));

    Problems.refused(late, 503, "UNAVAILABLE");
    assertThat(Integer.parseInt(late.header("Retry-After"))).isPositive();
    Problems.refused(
        api.get("/agents", Map.of("Assay-Min-Position", "soon")), 400, "INVALID_ARGUMENT");
  }

  @Test
  void shouldGiveTheFirstAnswerAgainForTheSameIdempotencyKey() {
    String path = "/workflows/" + server.workflowId() + "/executions";
    Map<String, String> key = Map.of("Idempotency-Key", OneServer.aName("key"));
    Map<String, Object> body = Map.of("input", Map.of("document", Map.of("text", "One.")));

    Answer first = api.post(path, body, key);
    Answer again = api.post(path, body, key);

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    assertThat(again.position()).isEqualTo(first.position());
    Problems.refused(api.post(path, Map.of("input", "other"), key), 422, "UNPROCESSABLE");
    assertThat(api.post(path, body).body())
        .as("without a key it is new")
        .isNotEqualTo(first.body());
    assertThat(server.with("agent-runner", "demo", "ann").post(path, body, key).body())
        .as("the key is the caller's own")
        .isNotEqualTo(first.body());
  }

  @Test
  void shouldRefuseAStaleIfMatch() {
    String path = "/agents/" + OneServer.aName("matched");
    Answer first = api.put(path, ExecutionControlTest.anAgentOn("default"));
    String etag = first.header("ETag");
    assertThat(api.get(path, min(first)).header("ETag")).isEqualTo(etag);

    assertThat(putIfMatch(path, "offline/extractive-1", etag).status()).isEqualTo(201);
    Problems.refused(putIfMatch(path, "default", etag), 412, "STALE");
    Problems.refused(putIfMatch(path, "default", "nonsense"), 400, "INVALID_ARGUMENT");
    assertThat(api.get(path).body().get("version").intValue()).isEqualTo(2);
  }

  @Test
  void shouldPageThroughAListWithoutLossOrRepeat() {
    String prefix = OneServer.aName("paged");
    Answer last = api.put("/agents/" + prefix + "-0", ExecutionControlTest.anAgentOn("default"));
    for (int i = 1; i < 7; i++) {
      last = api.put("/agents/" + prefix + "-" + i, ExecutionControlTest.anAgentOn("default"));
    }
    List<String> newestFirst = namesByPage("-createdAt", last);
    List<String> oldestFirst = namesByPage("createdAt", last);

    assertThat(newestFirst).doesNotHaveDuplicates();
    assertThat(newestFirst.stream().filter(name -> name.startsWith(prefix + "-")).toList())
        .containsExactly(
            prefix + "-6",
            prefix + "-5",
            prefix + "-4",
            prefix + "-3",
            prefix + "-2",
            prefix + "-1",
            prefix + "-0");
    assertThat(oldestFirst).containsAll(newestFirst).startsWith("summariser");
  }

  @Test
  void shouldRefuseWhatAListDoesNotKnow() {
    for (String query :
        List.of("limit=0", "limit=501", "limit=many", "cursor=zzz", "sort=colour", "colour=red")) {
      JsonNode problem = Problems.refused(api.get("/executions?" + query), 400, "INVALID_ARGUMENT");
      assertThat(problem.at("/errors/0/pointer").asString(""))
          .isEqualTo("?" + query.substring(0, query.indexOf('=')));
    }
    assertThat(api.get("/executions?limit=500").status()).isEqualTo(200);
  }

  @Test
  void shouldFilterExecutionsByStatusWorkflowAndTime() {
    String workflow =
        Examples.workflowOf(api, OneServer.aName("listed"), "- only:\n    set: { a: 1 }\n");
    String execution = Examples.start(api, workflow, Map.of());
    JsonNode ended = Examples.awaitStatus(api, execution, "COMPLETED");
    String begun = ended.get("startedAt").stringValue();

    assertThat(ids("workflowId=" + workflow)).containsExactly(execution);
    assertThat(ids("workflowId=" + workflow + "&status=COMPLETED")).containsExactly(execution);
    assertThat(ids("workflowId=" + workflow + "&status=FAULTED")).isEmpty();
    assertThat(ids("workflowId=" + workflow + "&from=" + begun)).containsExactly(execution);
    assertThat(ids("workflowId=" + workflow + "&to=" + begun)).isEmpty();
    Problems.refused(api.get("/executions?status=DONE"), 400, "INVALID_ARGUMENT");
    Problems.refused(api.get("/executions?from=yesterday"), 400, "INVALID_ARGUMENT");
  }

  @Test
  void shouldSpeakOfMethodsAndMediaTypesThatItDoesNotHave() {
    Problems.refused(
        api.send("PATCH", "/agents/judge", "{}", "application/json", Map.of()),
        405,
        "INVALID_ARGUMENT");
    Problems.refused(
        api.send("PUT", "/agents/judge", "text", "text/plain", Map.of()), 415, "INVALID_ARGUMENT");
    Problems.refused(
        api.get("/agents", Map.of("Accept", "application/xml")), 406, "INVALID_ARGUMENT");
    Problems.refused(api.get("/no-such-thing"), 404, "NOT_FOUND");
    // A workflow definition may be YAML; a second reader for all else would not be as strict.
    Problems.refused(
        api.send("PUT", "/agents/judge", "role: judge", "application/yaml", Map.of()),
        415,
        "INVALID_ARGUMENT");
    Problems.refused(
        api.get("/agents", Map.of("Accept", "application/yaml")), 406, "INVALID_ARGUMENT");
  }

  @Test
  void shouldExplainEveryCodeThatItUses() {
    Wire wire = new Wire(server.url());
    for (String code :
        List.of(
            "INVALID_ARGUMENT",
            "UNAUTHENTICATED",
            "FORBIDDEN",
            "NOT_FOUND",
            "ALREADY_EXISTS",
            "INVALID_STATE",
            "STALE",
            "TOO_LARGE",
            "UNPROCESSABLE",
            "QUOTA_EXCEEDED",
            "RATE_LIMITED",
            "MODEL_UNAVAILABLE")) {
      Answer page = wire.get("/problems/" + code, Map.of("Authorization", "Bearer " + api.token()));
      assertThat(page.status()).as(page.toString()).isEqualTo(200);
      assertThat(page.body().path("remedy").asString("")).isNotBlank();
    }
  }

  private List<String> namesByPage(String sort, Answer after) {
    List<String> names = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 200; page++) {
      JsonNode answer = api.get("/agents?limit=3&sort=" + sort + cursor, min(after)).body();
      assertThat(answer.get("items").size()).isLessThanOrEqualTo(3);
      answer.get("items").forEach(agent -> names.add(agent.get("name").stringValue()));
      if (answer.get("nextCursor").isNull()) {
        return names;
      }
      cursor = "&cursor=" + answer.get("nextCursor").stringValue();
    }
    throw new AssertionError("Expected the list to end, but it has more than 200 pages");
  }

  private List<String> ids(String query) {
    List<String> ids = new ArrayList<>();
    api.get("/executions?" + query)
        .body()
        .get("items")
        .forEach(execution -> ids.add(execution.get("executionId").stringValue()));
    return ids;
  }

  private Answer putIfMatch(String path, String model, String etag) {
    return api.send(
        "PUT",
        path,
        JsonMapper.shared().writeValueAsString(ExecutionControlTest.anAgentOn(model)),
        "application/json",
        Map.of("If-Match", etag));
  }

  private void assertSeenAtItsLocation(int status, Answer command) {
    assertSeen(location(assertAnswer(status, command)), command);
  }

  private static Answer assertAnswer(int status, Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    return answer;
  }

  private void assertSeen(String path, Answer command) {
    Answer seen = api.get(path, min(command));
    assertThat(seen.status()).as(seen.toString()).isEqualTo(200);
    assertThat(seen.header("ETag")).isNotBlank();
  }

  private static Map<String, String> min(Answer command) {
    return Map.of("Assay-Min-Position", command.header("Assay-Position"));
  }

  private static String location(Answer answer) {
    return answer.header("Location").substring("/api/v1".length());
  }
}
