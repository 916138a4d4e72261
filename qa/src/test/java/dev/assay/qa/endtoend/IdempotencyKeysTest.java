package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Every POST of the contract is done once for one key, however often it is sent. */
@ExtendWith(OneServer.Extension.class)
class IdempotencyKeysTest {
  /** One request. */
  private record Call(int status, String path, @Nullable Object body) {}

  /**
   * A POST of the contract.
   *
   * @param call prepares what it is about and says what to send
   */
  private record Post(String name, Function<Scene, Call> call) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Who sends it, and where. */
  private record Scene(OneServer server, Api api, String name) {
    String execution() {
      String workflow = Examples.workflowOf(api, name, Waiting.WORKFLOW);
      String execution = Examples.start(api, workflow, Map.of("text", "Short."));
      Examples.awaitStatus(api, execution, "WAITING");
      return "/executions/" + execution;
    }

    String agent(String model) {
      Answer registered = api.put("/agents/" + name, ExecutionControlTest.anAgentOn(model));
      assertThat(registered.status()).as(registered.toString()).isLessThan(300);
      return "/agents/" + name;
    }

    String agentExecution() {
      Answer asked =
          api.post(agent("default") + "/executions", Map.of("input", Map.of("document", "Short.")));
      return seen("/agent-executions/" + asked.body().get("agentExecutionId").stringValue());
    }

    String validation() {
      Map<String, Object> any =
          Map.of("name", "any", "kind", "length", "with", Map.of("minWords", 1));
      Map<String, Object> body =
          Map.of("content", "Short.", "pipeline", Map.of("validators", List.of(any)));
      Answer asked = api.post("/validations", body);
      return seen("/validations/" + asked.body().get("validationId").stringValue());
    }

    String seenConversation() {
      return seen(conversation());
    }

    /** What the audit index has by now. */
    private String seen(String path) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      org.awaitility.Awaitility.await()
          .until(() -> !api.get("/audit/events?aggregateId=" + id).body().get("items").isEmpty());
      return path;
    }

    /** Failed for want of its model, which is there by now. */
    String faultedExecution() {
      agent("nowhere/nothing");
      String tasks = "- write:\n    call: agent\n    with: { agent: %s, input: { a: 1 } }\n";
      String workflow = Examples.workflowOf(api, name, tasks.formatted(name));
      String execution = Examples.start(api, workflow, Map.of());
      Examples.awaitStatus(api, execution, "FAULTED");
      agent("default");
      return "/executions/" + execution;
    }

    String tenant() {
      Answer tenant =
          server.with("platform-admin").post("/tenants", Map.of("name", name, "tier", "FREE"));
      return "/tenants/" + tenant.body().get("tenantId").stringValue();
    }

    String conversation() {
      Answer started = api.post("/conversations", Map.of("agent", "assistant"));
      return "/conversations/" + started.body().get("conversationId").stringValue();
    }
  }

  private static final Map<String, Object> REASON = Map.of("reason", "not needed");

  static List<Post> contract() {
    return List.of(
        new Post(
            "/audit/exports",
            scene -> new Call(202, "/audit/exports", Map.of("scope", Map.of("kind", "tenant")))),
        new Post(
            "/executions/{id}/replays",
            scene -> new Call(202, scene.execution() + "/replays", Map.of("mode", "verify"))),
        new Post(
            "/agent-executions/{id}/replays",
            scene -> new Call(202, scene.agentExecution() + "/replays", Map.of("mode", "verify"))),
        new Post(
            "/validations/{id}/replays",
            scene -> new Call(202, scene.validation() + "/replays", Map.of("mode", "verify"))),
        new Post(
            "/conversations/{id}/replays",
            scene ->
                new Call(202, scene.seenConversation() + "/replays", Map.of("mode", "verify"))),
        new Post(
            "/what-ifs",
            scene ->
                new Call(202, "/what-ifs", Map.of("executions", List.of(idOf(scene.execution()))))),
        new Post("/what-ifs/{id}/cancellation", IdempotencyKeysTest::cancellationOfAWhatIf),
        new Post(
            "/audit/subjects/{subjectId}/erasure",
            scene -> new Call(200, "/audit/subjects/" + scene.name() + "/erasure", REASON)),
        new Post(
            "/projections/{name}/rebuild",
            scene -> new Call(202, "/projections/api-keys/rebuild", Map.of("promotion", "AUTO"))),
        new Post(
            "/projections/{name}/dead-letters/retry",
            scene -> new Call(202, "/projections/api-keys/dead-letters/retry", null)),
        new Post(
            "/process-managers/{name}/dead-letters/retry",
            scene -> new Call(202, "/process-managers/time-limit/dead-letters/retry", null)),
        new Post(
            "/tenants",
            scene -> new Call(201, "/tenants", Map.of("name", scene.name(), "tier", "FREE"))),
        new Post(
            "/tenants/{id}/suspension",
            scene -> new Call(204, scene.tenant() + "/suspension", REASON)),
        new Post(
            "/api-keys",
            scene ->
                new Call(
                    201, "/api-keys", Map.of("name", scene.name(), "roles", List.of("auditor")))),
        new Post(
            "/agents/{name}/executions",
            scene -> new Call(202, scene.agent("default") + "/executions", Map.of("input", "x"))),
        new Post("/agent-executions/{id}/cancellation", IdempotencyKeysTest::cancellationOfARun),
        new Post("/workflows", scene -> new Call(201, "/workflows", definition(scene.name()))),
        new Post(
            "/workflows/validation",
            scene -> new Call(200, "/workflows/validation", definition(scene.name()))),
        new Post(
            "/workflows/{id}/executions",
            scene ->
                new Call(
                    202,
                    "/workflows/"
                        + Examples.workflowOf(scene.api(), scene.name(), Waiting.WORKFLOW)
                        + "/executions",
                    Map.of("input", Map.of("text", "x")))),
        new Post(
            "/workflows/execute",
            scene ->
                new Call(
                    202,
                    "/workflows/execute",
                    Map.of("definition", definition(scene.name()), "input", Map.of()))),
        new Post(
            "/executions/{id}/pause", scene -> new Call(204, scene.execution() + "/pause", null)),
        new Post("/executions/{id}/resume", IdempotencyKeysTest::resumption),
        new Post(
            "/executions/{id}/cancellation",
            scene -> new Call(204, scene.execution() + "/cancellation", REASON)),
        new Post(
            "/executions/{id}/retry",
            scene -> new Call(202, scene.faultedExecution() + "/retry", null)),
        new Post(
            "/validations", scene -> new Call(202, "/validations", Waiting.validation("Short."))),
        new Post("/reviews/{id}/decision", IdempotencyKeysTest::approval),
        new Post(
            "/conversations",
            scene -> new Call(201, "/conversations", Map.of("agent", "assistant"))),
        new Post(
            "/conversations/{id}/messages",
            scene ->
                new Call(202, scene.conversation() + "/messages", Map.of("content", "Hello"))));
  }

  private final OneServer server;

  IdempotencyKeysTest(OneServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @MethodSource("contract")
  void shouldBeDoneOnceForOneKey(Post post) {
    String name = OneServer.aName("once");
    boolean platform = post.name().startsWith("/tenants");
    Api api = server.with(platform ? "platform-admin" : OneServer.ALL_ROLES, "demo", name);
    Call call = post.call().apply(new Scene(server, api, name));
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());

    Answer first = api.post(call.path(), call.body(), key);
    assertThat(first.status()).as(first.toString()).isEqualTo(call.status());
    long done = deeds(platform ? name : "demo", name);
    Answer repeat = api.post(call.path(), call.body(), key);

    assertThat(repeat.status()).as(repeat.toString()).isEqualTo(first.status());
    assertThat(repeat.response().body()).isEqualTo(first.response().body());
    assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
    for (String header : List.of("Location", "ETag", "Assay-Position", "Content-Type")) {
      assertThat(header(repeat, header)).as(header).isEqualTo(header(first, header));
    }
    Answer other = api.post(call.path(), Map.of("input", "something else"), key);
    Problems.refused(other, 422, "UNPROCESSABLE");
    assertThat(deeds(platform ? name : "demo", name)).as("nothing happened twice").isEqualTo(done);
  }

  @Test
  void shouldSpeakOfPostsThatThereAre() {
    JsonNode paths = new Wire(server.url()).get("/v3/api-docs", Map.of()).body().get("paths");
    List<String> posts =
        paths
            .propertyStream()
            .filter(path -> path.getValue().has("post"))
            .map(path -> path.getKey().replaceAll("\\{[^}]*}", "{}"))
            .toList();
    for (Post post : contract()) {
      assertThat(posts).contains("/api/v1" + post.name().replaceAll("\\{[^}]*}", "{}"));
    }
  }

  /** How many things a person has done so far in a tenant, by the record. */
  private long deeds(String tenant, String subject) {
    // The audit trail is asked for everything up to here.
    Answer now =
        server
            .api()
            .put("/agents/" + OneServer.aName("now"), ExecutionControlTest.anAgentOn("x/y"));
    return server
        .with("auditor", tenant, "ann")
        .get(
            "/audit/events?limit=500&actor=" + subject,
            Map.of("Assay-Min-Position", now.header("Assay-Position")))
        .body()
        .get("items")
        .valueStream()
        .filter(event -> event.at("/metadata").path("actor.kind").asString("").equals("USER"))
        .count();
  }

  private static String header(Answer answer, String name) {
    return answer.response().headers().firstValue(name).orElse("");
  }

  private static Map<String, Object> definition(String name) {
    return Map.of(
        "document",
        Map.of("dsl", "1.0.0", "namespace", "qa", "name", name, "version", "1.0.0"),
        "do",
        List.of(Map.of("only", Map.of("set", Map.of("a", 1)))));
  }

  /** Of a run that does not end by itself so soon. */
  private static Call cancellationOfARun(Scene scene) {
    String agent = scene.agent(OneServer.SLOW_MODEL);
    Answer started = scene.api().post(agent + "/executions", Map.of("input", "x"));
    return new Call(
        204,
        "/agent-executions/"
            + started.body().get("agentExecutionId").stringValue()
            + "/cancellation",
        REASON);
  }

  private static Call cancellationOfAWhatIf(Scene scene) {
    Answer asked =
        scene
            .api()
            .post("/what-ifs", Map.of("executions", List.of(idOf(scene.execution()))), Map.of());
    return new Call(
        204, "/what-ifs/" + asked.body().get("whatIfId").stringValue() + "/cancellation", null);
  }

  private static String idOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Call resumption(Scene scene) {
    String execution = scene.execution();
    assertThat(scene.api().post(execution + "/pause", null).status()).isEqualTo(204);
    return new Call(204, execution + "/resume", null);
  }

  private static Call approval(Scene scene) {
    JsonNode review = Waiting.review(scene.server().api(), "Short.");
    return new Call(204, Waiting.decisionPath(review), Waiting.decision(review, "APPROVE"));
  }
}
