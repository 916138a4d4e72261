package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Whatever is sent: the documented code, a sentence that helps, and nothing stored half. */
@ExtendWith(OneServer.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
  private static final String NONE = "00000000-0000-7000-8000-000000000000";
  private static final String GOOD_AGENT =
      "{\"role\":\"r\",\"instructions\":\"i\",\"model\":{\"prefer\":[\"default\"]}}";

  private final OneServer server;
  private final Api api;
  private final JdbcTemplate database;

  BadInputTest(OneServer server) {
    this.server = server;
    this.api = server.api();
    this.database = server.bean(Databases.class).jdbc(DatabaseRole.PROCESSOR);
  }

  /**
   * @param pointer of the first fault; empty where the whole body is wrong
   * @param says a part of the detail
   */
  record Bad(
      String what,
      String method,
      String path,
      byte[] body,
      String type,
      int status,
      String code,
      @Nullable String pointer,
      String says) {
    @Override
    public String toString() {
      return what;
    }
  }

  Stream<Bad> badRequests() {
    String start = "/workflows/" + server.workflowId() + "/executions";
    return Stream.of(
        agent("half an object", "{\"role\": \"a\",", "", "Expected JSON, but"),
        agent("no JSON", "role", "", "Expected JSON, but"),
        agent("nothing", "", null, "Expected a body, but"),
        agent("null", "null", null, "Expected a body, but"),
        agent("an array", "[]", "", "Expected an object, but got an array"),
        agent("bytes that are no UTF-8", "{\"role\":\"\u0001\"}", "/role", "Expected JSON, but"),
        agent("a number for text", with("role", "7"), "/role", "Expected text, but got"),
        agent("text for an object", with("model", "\"m\""), "/model", "Expected an object, but"),
        agent(
            "text for a number",
            with("limits", "{\"maxTokens\":\"many\"}"),
            "/limits/maxTokens",
            "Expected a whole number"),
        agent(
            "an unknown field", with("instruktions", "\"x\""), "/instruktions", "but got instruk"),
        agent("a missing field", "{\"role\":\"a\"}", "/instructions", "but it is missing"),
        agent("a limit below zero", with("limits", "{\"maxTokens\":-1}"), null, "but it is -1"),
        agent("no model", with("model", "{\"prefer\":[]}"), null, "but it names 0"),
        agent("one name twice", "{\"role\":\"a\"," + GOOD_AGENT.substring(1), "", "Duplicate"),
        bad(
            "a bad name",
            "PUT",
            "/agents/Bad%20Name",
            GOOD_AGENT,
            400,
            "INVALID_ARGUMENT",
            null,
            "but got 'Bad Name'"),
        bad(
            "a schema that is none",
            "PUT",
            "/agents/never",
            with("outputSchema", "{\"type\":\"nonsense\"}"),
            422,
            "UNPROCESSABLE",
            "/outputSchema/type",
            "Expected"),
        bad(
            "deep nesting",
            "POST",
            start,
            "{\"input\":" + "[".repeat(100) + "]".repeat(100) + "}",
            400,
            "INVALID_ARGUMENT",
            "/input",
            "nested at most 64 deep"),
        bad(
            "very deep nesting",
            "POST",
            start,
            "{\"input\":" + "[".repeat(500_000),
            400,
            "INVALID_ARGUMENT",
            "/input",
            "nested at most 64 deep"),
        bad(
            "10 MB",
            "POST",
            start,
            "{\"input\":\"" + "x".repeat(10_000_000) + "\"}",
            413,
            "TOO_LARGE",
            null,
            "at most 2097152 bytes"),
        bad("no input", "POST", start, "{}", 400, "INVALID_ARGUMENT", "/input", "it is missing"),
        bad(
            "a wrong priority",
            "POST",
            start,
            "{\"input\":1,\"priority\":11}",
            400,
            "INVALID_ARGUMENT",
            "/priority",
            "but it is 11"),
        bad(
            "a time that is none",
            "POST",
            start,
            "{\"input\":1,\"deadline\":\"tomorrow\"}",
            400,
            "INVALID_ARGUMENT",
            "/deadline",
            "but got 'tomorrow'"),
        bad(
            "an unknown version",
            "POST",
            start,
            "{\"input\":1,\"version\":\"9.9.9\"}",
            404,
            "NOT_FOUND",
            null,
            "version 9.9.9"),
        bad(
            "a bad id",
            "POST",
            "/workflows/nonsense/executions",
            "{\"input\":1}",
            404,
            "NOT_FOUND",
            null,
            "but there is none"),
        bad(
            "an unknown id",
            "POST",
            "/workflows/" + NONE + "/executions",
            "{\"input\":1}",
            404,
            "NOT_FOUND",
            null,
            "but there is none"),
        bad(
            "an unknown execution",
            "POST",
            "/executions/" + NONE + "/pause",
            "",
            404,
            "NOT_FOUND",
            null,
            "but there is none"),
        bad(
            "an unknown agent",
            "POST",
            "/agents/nobody/executions",
            "{\"input\":1}",
            404,
            "NOT_FOUND",
            null,
            "agent nobody"),
        bad(
            "a conversation with nobody",
            "POST",
            "/conversations",
            "{\"agent\":\"nobody\"}",
            404,
            "NOT_FOUND",
            null,
            "agent nobody"),
        bad(
            "a role that is none",
            "POST",
            "/api-keys",
            "{\"name\":\"k\",\"roles\":[\"king\"]}",
            400,
            "INVALID_ARGUMENT",
            "/roles/0",
            "but got 'king'"),
        bad(
            "a key beyond the tenant",
            "POST",
            "/api-keys",
            "{\"name\":\"k\",\"roles\":[\"platform-admin\"]}",
            403,
            "FORBIDDEN",
            null,
            "but"),
        bad(
            "a decision that is none",
            "POST",
            "/reviews/" + NONE + "/decision",
            "{\"decision\":\"MAYBE\",\"contentHash\":\"x\",\"reasonCode\":\"y\"}",
            400,
            "INVALID_ARGUMENT",
            "/decision",
            "but got 'MAYBE'"),
        validation("no validators", "[]", "/pipeline/validators"),
        validation(
            "an unknown kind",
            "[{\"name\":\"a\",\"kind\":\"nose\"}]",
            "/pipeline/validators/0/kind"),
        validation(
            "a pattern that is none",
            "[{\"name\":\"a\",\"kind\":\"regex\",\"with\":{\"mustMatch\":\"(\"}}]",
            "/pipeline/validators/0/with/mustMatch"),
        validation(
            "a judge that nobody knows",
            "[{\"name\":\"a\",\"kind\":\"judge\",\"with\":{\"agent\":\"nobody\",\"rubric\":"
                + "{\"name\":\"r\",\"criteria\":[{\"name\":\"c\",\"question\":\"Why?\"}]}}}]",
            "/pipeline/validators/0/with/agent"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void shouldSayWhatIsWrongAndStoreNothing(Bad bad) {
    Answer answer = send(bad, api);

    JsonNode problem = Problems.refused(answer, bad.status(), bad.code());
    assertThat(problem.get("detail").stringValue()).contains(bad.says());
    if (bad.pointer() != null) {
      assertThat(problem.at("/errors/0/pointer").asString("no errors")).isEqualTo(bad.pointer());
      assertThat(problem.at("/errors/0/code").asString("")).isNotBlank();
      assertThat(problem.at("/errors/0/detail").asString("")).isNotBlank();
    }
    assertThat(eventsOf(answer)).as("nothing is stored half").isZero();
  }

  static Stream<List<String>> badDefinitions() {
    return Stream.of(
        List.of("- bad: { call: htpp, with: {} }", "/do/0/bad/call", "but it is call: htpp"),
        List.of("- bad: { call: agent, with: {} }", "/do/0/bad/with", "member agent"),
        List.of(
            "- bad: { call: agent, with: { agent: nobody, input: 1 } }",
            "/do/0/bad/with/agent",
            "there is no nobody"),
        List.of("- bad: { wait: { seconds: 1 } }", "/do/0/bad", "Expected"),
        List.of("- bad: { set: { a: '${ .a | }' } }", "/do/0/bad/set/a", "Expected"),
        List.of("- bad: { set: { a: 1 }, then: nowhere }", "/do/0/bad/then", "nowhere"));
  }

  @ParameterizedTest
  @MethodSource("badDefinitions")
  void shouldNameTheSeventhLineOfADefinition(List<String> bad) {
    String yaml = Examples.definition(OneServer.aName("bad"), bad.get(0) + "\n");
    assertThat(yaml.lines().toList().get(6)).contains("bad:");
    Answer answer = Examples.workflow(api, yaml);

    JsonNode problem = Problems.refused(answer, 422, "UNPROCESSABLE");

    JsonNode fault = problem.at("/errors/0");
    assertThat(fault.path("line").asInt(0)).as(problem.toString()).isEqualTo(7);
    assertThat(fault.path("column").asInt(0)).isPositive();
    assertThat(fault.path("pointer").asString("")).startsWith(bad.get(1));
    assertThat(fault.path("detail").asString("")).contains(bad.get(2)).startsWith("Expected");
    assertThat(problem.get("detail").stringValue()).contains("line 7");
    if (!bad.get(1).endsWith("agent")) {
      Answer checked =
          api.send("POST", "/workflows/validation", yaml, "application/yaml", Map.of());
      assertThat(checked.status()).isEqualTo(200);
      assertThat(checked.body().get("valid").booleanValue()).isFalse();
      assertThat(checked.body().at("/errors/0/line").asInt(0)).isEqualTo(7);
    }
    assertThat(eventsOf(answer)).as("nothing is stored half").isZero();
  }

  @Test
  void shouldLetNobodyInWithoutAGoodToken() throws Exception {
    SpoiltTokens tokens = new SpoiltTokens(api.token(), server.dataDir());
    Wire wire = new Wire(server.url());
    assertThat(wire.get("/api/v1/agents", bearer(tokens.unspoilt())).status()).isEqualTo(200);
    for (String token :
        List.of(
            tokens.expired(),
            tokens.forAnotherAudience(),
            tokens.ofAnotherIssuer(),
            tokens.signedByAStranger(),
            tokens.unsigned(),
            "nonsense")) {
      Answer refused = wire.get("/api/v1/agents", bearer(token));
      Problems.refused(refused, 401, "UNAUTHENTICATED");
      assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
      Problems.refused(
          wire.send(
              "PUT",
              "/api/v1/agents/never",
              GOOD_AGENT.getBytes(StandardCharsets.UTF_8),
              Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json")),
          401,
          "UNAUTHENTICATED");
    }
    assertThat(
            Problems.refused(
                    wire.get("/api/v1/agents", bearer(tokens.expired())), 401, "UNAUTHENTICATED")
                .get("detail")
                .stringValue())
        .contains("expired");
    Problems.refused(wire.get("/api/v1/agents", Map.of()), 401, "UNAUTHENTICATED");
    assertThat(wire.get("/api/v1/agents", bearer(tokens.withoutTenant())).status()).isIn(401, 403);
  }

  @Test
  void shouldDoNothingForThoseWhoLackTheRole() {
    Api auditor = server.with("auditor");
    String definition = Examples.definition("never", "- a:\n    set: { a: 1 }\n");

    for (Answer refused :
        List.of(
            auditor.send("PUT", "/agents/never", GOOD_AGENT, "application/json", Map.of()),
            auditor.delete("/agents/judge"),
            auditor.post("/agents/judge/executions", Map.of("input", 1)),
            Examples.workflow(auditor, definition),
            auditor.post("/workflows/" + server.workflowId() + "/executions", Map.of("input", 1)),
            auditor.post("/workflows/execute", Map.of("definition", definition, "input", 1)),
            auditor.post("/conversations", Map.of("agent", "assistant")),
            auditor.post("/api-keys", Map.of("name", "k", "roles", List.of("designer"))),
            auditor.put("/tenant/settings", Map.of("a", "b")))) {
      Problems.refused(refused, 403, "FORBIDDEN");
      assertThat(eventsOf(refused)).as(refused.toString()).isZero();
      assertThat(refusalsOf(refused)).as(refused.toString()).isEqualTo(1);
    }
  }

  /** The control of "nothing is stored half": what is stored would be seen. */
  @Test
  void shouldFindTheEventsOfAGoodRequest() {
    Answer good =
        api.send(
            "PUT", "/agents/" + OneServer.aName("good"), GOOD_AGENT, "application/json", Map.of());

    assertThat(eventsOf(good)).isEqualTo(1);
  }

  private static Bad agent(String what, String body, @Nullable String pointer, String says) {
    return bad(what, "PUT", "/agents/never", body, 400, "INVALID_ARGUMENT", pointer, says);
  }

  private static Bad validation(String what, String validators, String pointer) {
    return bad(
        what,
        "POST",
        "/validations",
        "{\"content\":\"x\",\"pipeline\":{\"validators\":" + validators + "}}",
        422,
        "UNPROCESSABLE",
        pointer,
        "Expected");
  }

  private static Bad bad(
      String what,
      String method,
      String path,
      String body,
      int status,
      String code,
      @Nullable String pointer,
      String says) {
    // U+0001 stands for a byte that no UTF-8 text has.
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == 1 ? (byte) 0xff : bytes[i];
    }
    return new Bad(what, method, path, bytes, "application/json", status, code, pointer, says);
  }

  private static String with(String member, String json) {
    String without = GOOD_AGENT.replaceAll("\"" + member + "\":(\"[^\"]*\"|\\{[^}]*}),?", "");
    return "{\"" + member + "\":" + json + "," + without.substring(1).replace(",}", "}");
  }

  private Answer send(Bad bad, Api caller) {
    return new Wire(server.url())
        .send(
            bad.method(),
            "/api/v1" + bad.path(),
            bad.body().length == 0 ? null : bad.body(),
            Map.of("Authorization", "Bearer " + caller.token(), "Content-Type", bad.type()));
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  /** What a request has done; that it was refused is on record, too, and not counted here. */
  private long eventsOf(Answer answer) {
    return events(answer, "type <> 'access.refused'");
  }

  private long refusalsOf(Answer answer) {
    return events(answer, "type = 'access.refused'");
  }

  /** How many events the request caused; its id is in the record of each. */
  private long events(Answer answer, String which) {
    Long count =
        database.queryForObject(
            "SELECT count(*) FROM event_store.events"
                + " WHERE position(convert_to(?, 'UTF8') IN metadata) > 0 AND "
                + which,
            Long.class,
            answer.header("X-Request-Id"));
    return count == null ? 0 : count;
  }
}
