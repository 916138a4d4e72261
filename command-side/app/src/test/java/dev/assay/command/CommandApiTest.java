package dev.assay.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.http.Server.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The command API as a program sees it. */
class CommandApiTest {
  private static final String WORKFLOW =
      """
      document:
        dsl: 1.0.0
        namespace: press
        name: %s
        version: 1.0.0
      do:
        - draft:
            call: agent
            with:
              agent: %s
              input:
                document: ${ .document }
      """;

  private static CommandServer server;
  private static UUID tenant;
  private static String alice;

  @BeforeAll
  static void start() {
    server = new CommandServer(Map.of());
    tenant = server.tenant("acme");
    alice = CommandServer.everyone(tenant);
    assertThat(
            server.put("/api/v1/agents/writer", alice, CommandServer.agent("Write well")).status())
        .isEqualTo(201);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void refused(Answer answer, int status, String code, String detail) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().get("code").stringValue()).isEqualTo(code);
    assertThat(answer.json().get("detail").stringValue()).contains(detail);
    assertThat(answer.body()).doesNotContain("dev.assay", "java.", "org.axon", "event_store");
  }

  private static long position(Answer answer) {
    return Long.parseLong(answer.header("Assay-Position"));
  }

  @Test
  void shouldDeriveATenantsIdFromItsNameAndRegisterItOnce() {
    assertThat(server.tenant("globex")).isEqualTo(CommandServer.idOf("globex"));

    Answer again =
        server.post(
            "/api/v1/tenants",
            server.platformAdmin(),
            "{\"name\":\"globex\",\"tier\":\"STANDARD\"}");

    refused(again, 409, "ALREADY_EXISTS", "there is one named globex");
  }

  @Test
  void shouldCarryPositionAndEtagOnEveryCommand() {
    Answer first = server.put("/api/v1/agents/poet", alice, CommandServer.agent("One"));
    Answer second = server.put("/api/v1/agents/poet", alice, CommandServer.agent("Two"));
    Answer same = server.put("/api/v1/agents/poet", alice, CommandServer.agent("Two"));

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Location")).isEqualTo("/api/v1/agents/poet/versions/1");
    assertThat(first.json().get("contentHash").stringValue()).startsWith("sha256:");
    assertThat(first.header("ETag")).isEqualTo("\"0\"");
    assertThat(second.header("ETag")).isEqualTo("\"1\"");
    assertThat(position(second)).isGreaterThan(position(first));
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.json().get("version").intValue()).isEqualTo(2);
    assertThat(same.header("ETag")).isEqualTo("\"1\"");
    assertThat(position(same)).isEqualTo(position(second));
  }

  @Test
  void shouldRefuseAStaleEtagAndTakeTheRightOne() {
    server.put("/api/v1/agents/clerk", alice, CommandServer.agent("One"));

    Answer right =
        server.put("/api/v1/agents/clerk", alice, CommandServer.agent("Two"), "If-Match", "\"0\"");
    Answer stale =
        server.put(
            "/api/v1/agents/clerk", alice, CommandServer.agent("Three"), "If-Match", "\"0\"");
    Answer early =
        server.put("/api/v1/agents/nobody", alice, CommandServer.agent("x"), "If-Match", "\"0\"");
    Answer nonsense =
        server.put("/api/v1/agents/clerk", alice, CommandServer.agent("x"), "If-Match", "W/x");

    assertThat(right.status()).isEqualTo(201);
    refused(stale, 412, "STALE", "it is \"1\" by now");
    refused(early, 412, "STALE", "there is none yet");
    refused(nonsense, 400, "INVALID_ARGUMENT", "If-Match");
  }

  @Test
  void shouldRunAnAgentAndCancelIt() {
    Answer started =
        server.post(
            "/api/v1/agents/writer/executions", alice, "{\"input\":{\"document\":\"text\"}}");
    assertThat(started.status()).as(started.body()).isEqualTo(202);
    String id = started.json().get("agentExecutionId").stringValue();
    assertThat(started.header("Location")).isEqualTo("/api/v1/agent-executions/" + id);

    Answer cancelled = server.post("/api/v1/agent-executions/" + id + "/cancellation", alice, "{}");

    assertThat(cancelled.status()).as(cancelled.body()).isEqualTo(204);
    assertThat(position(cancelled)).isGreaterThan(position(started));
  }

  @Test
  void shouldRegisterAWorkflowAsYamlAndRunIt() {
    String yaml = WORKFLOW.formatted("release", "writer");
    Answer registered = postYaml("/api/v1/workflows", yaml);
    assertThat(registered.status()).as(registered.body()).isEqualTo(201);
    String id = registered.json().get("workflowId").stringValue();
    assertThat(registered.header("Location")).isEqualTo("/api/v1/workflows/" + id);

    Answer started =
        server.post(
            "/api/v1/workflows/" + id + "/executions", alice, "{\"input\":{\"document\":\"x\"}}");

    assertThat(started.status()).as(started.body()).isEqualTo(202);
    String execution = started.header("Location");
    assertThat(server.post(execution + "/pause", alice, "").status()).isEqualTo(204);
    assertThat(server.post(execution + "/resume", alice, "").status()).isEqualTo(204);
    assertThat(server.post(execution + "/cancellation", alice, "{\"reason\":\"enough\"}").status())
        .isEqualTo(204);
    refused(server.post(execution + "/pause", alice, ""), 409, "INVALID_STATE", "Expected");
  }

  @Test
  void shouldDrawAWorkflowForItsOwnTenantOnly() {
    Answer registered = postYaml("/api/v1/workflows", WORKFLOW.formatted("drawn", "writer"));
    String diagram = registered.header("Location") + "/diagram";
    String stranger = CommandServer.everyone(server.tenant("umbrella"));

    assertThat(server.http.get(diagram + "?format=mermaid", alice).body())
        .startsWith("flowchart")
        .contains("draft");
    Answer svg = server.http.get(diagram + "?format=svg", alice);
    assertThat(svg.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(svg.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(svg.body()).startsWith("<svg").contains(">draft</text>", ">agent writer</text>");
    refused(server.http.get(diagram + "?format=png", alice), 400, "INVALID_ARGUMENT", "svg");
    refused(server.http.get(diagram, stranger), 404, "NOT_FOUND", "workflow");
  }

  @Test
  void shouldRunADefinitionThatIsRegisteredOnTheWay() {
    String definition =
        "{\"document\":{\"dsl\":\"1.0.0\",\"namespace\":\"press\",\"name\":\"inline\","
            + "\"version\":\"1.0.0\"},\"do\":[{\"note\":{\"set\":{\"done\":true}}}]}";
    String body = "{\"definition\":" + definition + ",\"input\":{}}";

    Answer first = server.postWithKey("/api/v1/workflows/execute", alice, "inline-1", body);
    Answer repeat = server.postWithKey("/api/v1/workflows/execute", alice, "inline-1", body);
    Answer neither = server.post("/api/v1/workflows/execute", alice, "{\"input\":{}}");

    assertThat(first.status()).as(first.body()).isEqualTo(202);
    assertThat(repeat.body()).isEqualTo(first.body());
    refused(neither, 400, "INVALID_ARGUMENT", "either workflowId or definition");
  }

  @Test
  void shouldRefuseADeadlineThatHasPassedAndStoreNothing() {
    String late = "\"input\":{\"document\":\"x\"},\"deadline\":\"2020-01-01T00:00:00Z\"}";
    String workflow =
        postYaml("/api/v1/workflows", WORKFLOW.formatted("urgent", "writer")).header("Location");
    long before = server.events();

    for (String answer :
        List.of(
            workflow + "/executions {" + late,
            "/api/v1/agents/writer/executions {" + late,
            "/api/v1/workflows/execute {\"workflowId\":\""
                + workflow.substring(workflow.lastIndexOf('/') + 1)
                + "\","
                + late,
            "/api/v1/workflows/execute {\"definition\":{\"document\":{\"dsl\":\"1.0.0\","
                + "\"namespace\":\"n\",\"name\":\"late\",\"version\":\"1.0.0\"},"
                + "\"do\":[{\"a\":{\"set\":{\"b\":1}}}]},"
                + late)) {
      String path = answer.substring(0, answer.indexOf(' '));
      refused(
          server.post(path, alice, answer.substring(path.length() + 1)),
          400,
          "INVALID_ARGUMENT",
          "in the future, but it");
    }
    assertThat(server.events()).isEqualTo(before);
  }

  @Test
  void shouldNameTheLineOfADefinitionsErrorAndStoreNothing() {
    String wrong = WORKFLOW.formatted("faulty", "writer").replace("- draft:", "- draft: 7 #");
    long before = server.events();

    Answer refused = postYaml("/api/v1/workflows", wrong);
    Answer checked = postYaml("/api/v1/workflows/validation", wrong);

    assertThat(refused.status()).as(refused.body()).isIn(422);
    assertThat(refused.json().at("/errors/0/line").intValue()).isBetween(7, 8);
    assertThat(refused.json().at("/errors/0/column").intValue()).isPositive();
    assertThat(checked.status()).isEqualTo(200);
    assertThat(checked.json().get("valid").booleanValue()).isFalse();
    assertThat(checked.json().at("/errors/0/line")).isEqualTo(refused.json().at("/errors/0/line"));
    assertThat(server.events()).isEqualTo(before);
  }

  @Test
  void shouldNameAnUnknownAgentOfAWorkflow() {
    long before = server.events();
    Answer answer = postYaml("/api/v1/workflows", WORKFLOW.formatted("lonely", "ghost"));

    refused(answer, 422, "UNPROCESSABLE", "ghost");
    assertThat(answer.json().at("/errors/0/code").stringValue()).isEqualTo("unknown-agent");
    assertThat(server.events()).isEqualTo(before);
  }

  private static Answer postYaml(String path, String yaml) {
    return server.http.post(path, alice, "application/yaml", BodyPublishers.ofString(yaml));
  }

  @Test
  void shouldValidateContentAndRefuseAPipelineWithPointers() {
    String pipeline =
        "{\"validators\":[{\"name\":\"short\",\"kind\":\"length\",\"with\":{\"maxWords\":5}}]}";
    Answer accepted =
        server.post(
            "/api/v1/validations", alice, "{\"content\":\"text\",\"pipeline\":" + pipeline + "}");
    Answer wrong =
        server.post(
            "/api/v1/validations",
            alice,
            "{\"content\":\"text\",\"pipeline\":{\"validators\":[{\"name\":\"a\",\"kind\":\"x\"}]}}");

    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    refused(wrong, 422, "UNPROCESSABLE", "Expected");
    assertThat(wrong.json().at("/errors/0/pointer").stringValue())
        .startsWith("/pipeline/validators/0");
  }

  @Test
  void shouldTalkToAnAgent() {
    Answer started =
        server.post("/api/v1/conversations", alice, "{\"agent\":\"writer\",\"title\":\"Hello\"}");
    assertThat(started.status()).as(started.body()).isEqualTo(201);

    Answer posted =
        server.post(started.header("Location") + "/messages", alice, "{\"content\":\"Hi\"}");

    assertThat(posted.status()).as(posted.body()).isEqualTo(202);
    assertThat(posted.json().get("messageId").stringValue()).isNotBlank();
    refused(
        server.post("/api/v1/conversations", alice, "{\"agent\":\"ghost\"}"),
        404,
        "NOT_FOUND",
        "ghost");
  }

  @Test
  void shouldIssueAnApiKeyThatWorksUntilItIsRevoked() {
    Answer issued =
        server.post("/api/v1/api-keys", alice, "{\"name\":\"ci\",\"roles\":[\"designer\"]}");
    assertThat(issued.status()).as(issued.body()).isEqualTo(201);
    String secret = issued.json().get("secret").stringValue();
    String keyId = issued.json().get("keyId").stringValue();

    assertThat(withKey(secret).status()).isEqualTo(200);
    assertThat(server.delete("/api/v1/api-keys/" + keyId, alice).status()).isEqualTo(204);
    assertThat(withKey(secret).status()).isEqualTo(401);
    String stored =
        String.valueOf(
            server
                .jdbc()
                .queryForList(
                    "SELECT convert_from(payload, 'UTF8') FROM event_store.events"
                        + " WHERE type LIKE 'api-key%'",
                    String.class));
    assertThat(stored).contains("sha256:").doesNotContain(secret.substring(secret.indexOf('.')));
  }

  private static Answer withKey(String secret) {
    return server.http.send(
        server
            .http
            .request("/api/v1/workflows/validation")
            .header("X-API-Key", secret)
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString("nothing"))
            .build());
  }

  static Stream<Arguments> whoMayNot() {
    String unknown = UUID.randomUUID().toString();
    return Stream.of(
        Arguments.of("/api/v1/tenants", "{\"name\":\"x\",\"tier\":\"FREE\"}", Role.TENANT_ADMIN),
        Arguments.of("/api/v1/api-keys", "{\"name\":\"x\",\"roles\":[\"auditor\"]}", Role.DESIGNER),
        Arguments.of("/api/v1/agents/writer/executions", "{\"input\":{}}", Role.AUDITOR),
        Arguments.of("/api/v1/executions/" + unknown + "/pause", "", Role.AUDITOR),
        Arguments.of(
            "/api/v1/reviews/" + unknown + "/decision",
            "{\"decision\":\"APPROVE\",\"contentHash\":\"x\",\"reasonCode\":\"y\"}",
            Role.DESIGNER),
        Arguments.of("/api/v1/conversations", "{\"agent\":\"writer\"}", Role.REVIEWER));
  }

  @ParameterizedTest
  @MethodSource("whoMayNot")
  void shouldForbidWhoLacksTheRole(String path, String body, Role role) {
    long before = server.events();
    Answer answer = server.post(path, CommandApplication.ISSUER.token(tenant, role), body);

    refused(answer, 403, "FORBIDDEN", "Expected one of the roles");
    assertThat(server.events()).isEqualTo(before);
  }

  @Test
  void shouldNotLetATenantAdminMakeAPlatformKey() {
    refused(
        server.post("/api/v1/api-keys", alice, "{\"name\":\"x\",\"roles\":[\"platform-admin\"]}"),
        403,
        "FORBIDDEN",
        "platform-admin");
  }

  @Test
  void shouldNotFindWhatIsAnotherTenants() {
    String started =
        server.post("/api/v1/agents/writer/executions", alice, "{\"input\":{}}").header("Location");
    String stranger = CommandServer.everyone(server.tenant("initech"));

    refused(server.post(started + "/cancellation", stranger, "{}"), 404, "NOT_FOUND", "Expected");
    refused(
        server.post("/api/v1/agents/writer/executions", stranger, "{\"input\":{}}"),
        404,
        "NOT_FOUND",
        "writer");
  }

  @Test
  void shouldRefuseATenantThatIsUnknownOrSuspended() {
    String body = CommandServer.agent("x");
    refused(
        server.put("/api/v1/agents/a", CommandServer.everyone(UUID.randomUUID()), body),
        403,
        "FORBIDDEN",
        "registered tenant");
    UUID hooli = server.tenant("hooli");
    String inHooli = CommandServer.everyone(hooli);
    assertThat(server.put("/api/v1/agents/a", inHooli, body).status()).isEqualTo(201);

    String suspension = "/api/v1/tenants/" + hooli + "/suspension";
    assertThat(server.post(suspension, server.platformAdmin(), "{\"reason\":\"unpaid\"}").status())
        .isEqualTo(204);
    refused(server.put("/api/v1/agents/a", inHooli, body), 403, "FORBIDDEN", "suspended");
    assertThat(server.delete(suspension, server.platformAdmin()).status()).isEqualTo(204);
    assertThat(server.put("/api/v1/agents/a", inHooli, body).status()).isEqualTo(200);
  }

  @Test
  void shouldNotFindWhatDoesNotExist() {
    String id = UUID.randomUUID().toString();
    refused(server.post("/api/v1/executions/" + id + "/pause", alice, ""), 404, "NOT_FOUND", "");
    refused(server.post("/api/v1/executions/x/pause", alice, ""), 404, "NOT_FOUND", "");
    refused(server.delete("/api/v1/agents/ghost", alice), 404, "NOT_FOUND", "");
    refused(
        server.post("/api/v1/workflows/" + id + "/executions", alice, "{\"input\":{}}"),
        404,
        "NOT_FOUND",
        "");
  }

  @Test
  void shouldPutTheWholeEnvelopeOnEveryEvent() {
    server.put("/api/v1/agents/scribe", alice, CommandServer.agent("x"), "X-Request-Id", "req-7");

    JsonNode metadata =
        tools.jackson.databind.json.JsonMapper.shared()
            .readTree(
                server
                    .jdbc()
                    .queryForObject(
                        "SELECT convert_from(metadata, 'UTF8') FROM event_store.events"
                            + " WHERE convert_from(payload, 'UTF8') LIKE '%\"scribe\"%'",
                        String.class));

    assertThat(metadata.get("requestId").stringValue()).isEqualTo("req-7");
    assertThat(metadata.get("correlationId").stringValue()).isEqualTo("req-7");
    assertThat(metadata.get("actor.id").stringValue()).isEqualTo("alice");
    assertThat(metadata.get("actor.authentication").stringValue()).isEqualTo("oidc");
    assertThat(metadata.get("actor.address").stringValue()).isNotBlank();
    assertThat(metadata.get("tenantId").stringValue()).isEqualTo(tenant.toString());
    assertThat(metadata.get("commandId")).isEqualTo(metadata.get("causationId"));
  }
}
