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

/** Tenants, API keys, agents: who may do what, and that no tenant sees another's. */
@ExtendWith(OneServer.Extension.class)
class AccessTest {
  private final OneServer server;
  private final Api api;

  AccessTest(OneServer server) {
    this.server = server;
    this.api = server.api();
  }

  @Test
  void shouldRegisterSuspendAndReactivateATenant() {
    Api platform = server.with("platform-admin");
    String name = OneServer.aName("tenant");
    Answer created = platform.post("/tenants", Map.of("name", name, "tier", "FREE"));
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    String path = "/tenants/" + created.body().get("tenantId").stringValue();
    assertThat(created.header("Location")).isEqualTo("/api/v1" + path);
    Problems.refused(
        platform.post("/tenants", Map.of("name", name, "tier", "FREE")), 409, "ALREADY_EXISTS");
    Problems.refused(api.get("/tenants"), 403, "FORBIDDEN");
    Problems.refused(api.post("/tenants", Map.of("name", name, "tier", "FREE")), 403, "FORBIDDEN");

    assertThat(platform.put(path + "/tier", Map.of("tier", "ENTERPRISE")).status()).isEqualTo(204);
    Answer quotas = platform.put(path + "/quotas", Map.of("concurrentExecutions", 3));
    assertThat(quotas.status()).as(quotas.toString()).isEqualTo(204);
    JsonNode seen = seen(platform, path, quotas);
    assertThat(seen.get("tier").stringValue()).isEqualTo("ENTERPRISE");
    assertThat(seen.at("/quotas/concurrentExecutions").asInt(0)).isEqualTo(3);
    assertThat(platform.get("/tenants?limit=500").body().get("items"))
        .extracting(tenant -> tenant.get("name").stringValue())
        .contains(name, "demo");

    Api member = server.with(OneServer.ALL_ROLES, name, "mo");
    Answer settings = member.put("/tenant/settings", Map.of("language", "en"));
    assertThat(settings.status()).as(settings.toString()).isEqualTo(204);
    assertThat(seen(member, "/tenant", settings).at("/settings/language").asString(""))
        .isEqualTo("en");

    Answer suspended = platform.post(path + "/suspension", Map.of("reason", "unpaid"));
    assertThat(suspended.status()).as(suspended.toString()).isEqualTo(204);
    assertThat(seen(platform, path, suspended).get("status").stringValue()).isEqualTo("SUSPENDED");
    Answer refused = member.put("/agents/any", ExecutionControlTest.anAgentOn("default"));
    assertThat(Problems.refused(refused, 403, "FORBIDDEN").get("detail").stringValue())
        .contains("suspended");
    assertThat(member.get("/agents").status()).as("reading goes on").isEqualTo(200);
    assertThat(member.get("/tenant").status()).as("reading goes on").isEqualTo(200);

    assertThat(platform.delete(path + "/suspension").status()).isEqualTo(204);
    assertThat(member.put("/agents/any", ExecutionControlTest.anAgentOn("default")).status())
        .isEqualTo(201);
  }

  @Test
  void shouldAnswerNotFoundToAnotherTenantForEachKindOfId() {
    String name = OneServer.aName("stranger");
    assertThat(
            server
                .with("platform-admin")
                .post("/tenants", Map.of("name", name, "tier", "STANDARD"))
                .status())
        .isEqualTo(201);
    Api stranger = server.with(OneServer.ALL_ROLES, name, "sam");

    String agent = OneServer.aName("secret");
    api.put("/agents/" + agent, ExecutionControlTest.anAgentOn("default"));
    String run =
        created(api.post("/agents/" + agent + "/executions", Map.of("input", "Some text.")));
    String execution =
        "/executions/" + Examples.start(api, server.workflowId(), Map.of("document", Map.of()));
    String conversation = created(api.post("/conversations", Map.of("agent", "assistant")));
    String validation =
        created(
            api.post(
                "/validations",
                Map.of(
                    "content",
                    "a b",
                    "pipeline",
                    Map.of(
                        "validators",
                        List.of(
                            Map.of(
                                "name", "n",
                                "kind", "length",
                                "onFail", "escalate",
                                "with", Map.of("minWords", 9)))))));
    JsonNode review = Waiting.reviewOf(api, validation.substring(validation.lastIndexOf('/') + 1));
    String reviewPath = "/reviews/" + review.get("reviewId").stringValue();
    Answer key =
        api.post("/api-keys", Map.of("name", OneServer.aName("key"), "roles", List.of("designer")));

    for (String path :
        List.of(
            "/agents/" + agent,
            "/agents/" + agent + "/versions/1",
            run,
            run + "/stream",
            execution,
            execution + "/stream",
            conversation,
            validation,
            reviewPath,
            "/workflows/" + server.workflowId(),
            "/workflows/" + server.workflowId() + "/versions/1.0.0",
            "/workflows/" + server.workflowId() + "/diagram?format=mermaid")) {
      assertThat(api.get(path.replace("/stream", "")).status()).as(path).isEqualTo(200);
      Problems.refused(stranger.get(path), 404, "NOT_FOUND");
    }
    for (String path :
        List.of(
            run + "/cancellation",
            execution + "/pause",
            execution + "/resume",
            execution + "/cancellation",
            execution + "/retry")) {
      Problems.refused(stranger.post(path, null), 404, "NOT_FOUND");
    }
    Problems.refused(
        stranger.post(conversation + "/messages", Map.of("content", "hello")), 404, "NOT_FOUND");
    Problems.refused(
        stranger.post("/workflows/" + server.workflowId() + "/executions", Map.of("input", "x")),
        404,
        "NOT_FOUND");
    Problems.refused(
        stranger.post("/agents/" + agent + "/executions", Map.of("input", "x")), 404, "NOT_FOUND");
    Problems.refused(
        stranger.post(reviewPath + "/decision", Waiting.decision(review, "APPROVE")),
        404,
        "NOT_FOUND");
    Problems.refused(stranger.delete(location(key)), 404, "NOT_FOUND");
    Problems.refused(stranger.delete("/agents/" + agent), 404, "NOT_FOUND");
    for (String list :
        List.of(
            "/agents", "/workflows", "/executions", "/conversations", "/reviews", "/api-keys")) {
      assertThat(stranger.get(list).body().get("items")).as(list).isEmpty();
    }
    assertThat(stranger.get("/audit/events").body().get("items"))
        .as("only the stranger's own tenant, and that they looked")
        .extracting(event -> event.get("aggregateType").stringValue())
        .contains("Tenant")
        .isSubsetOf("Tenant", "Access");
  }

  @Test
  void shouldLetAnApiKeyInUntilItIsRevoked() {
    Answer issued =
        api.post("/api-keys", Map.of("name", OneServer.aName("key"), "roles", List.of("designer")));
    assertThat(issued.status()).as(issued.toString()).isEqualTo(201);
    String secret = issued.body().get("secret").stringValue();
    Wire wire = new Wire(server.url());

    assertThat(wire.get("/api/v1/agents", Map.of("X-API-Key", secret)).status()).isEqualTo(200);
    Problems.refused(
        wire.get("/api/v1/audit/events", Map.of("X-API-Key", secret)), 403, "FORBIDDEN");
    Answer keys =
        api.get(
            "/api-keys?limit=500", Map.of("Assay-Min-Position", issued.header("Assay-Position")));
    assertThat(keys.response().body())
        .contains(issued.body().get("keyId").stringValue())
        .as("a secret is shown once")
        .doesNotContain(secret.substring(secret.indexOf('.') + 1));
    Problems.refused(server.with("designer").get("/api-keys"), 403, "FORBIDDEN");

    assertThat(api.delete(location(issued)).status()).isEqualTo(204);

    Problems.refused(
        wire.get("/api/v1/agents", Map.of("X-API-Key", secret)), 401, "UNAUTHENTICATED");
    Problems.refused(
        wire.get("/api/v1/agents", Map.of("X-API-Key", secret + "x")), 401, "UNAUTHENTICATED");
  }

  @Test
  void shouldKeepEveryVersionOfAnAgentUntilItIsRetired() {
    String path = "/agents/" + OneServer.aName("agent");
    Answer first = api.put(path, ExecutionControlTest.anAgentOn("default"));
    assertThat(first.status()).as(first.toString()).isEqualTo(201);
    assertThat(first.body().get("version").intValue()).isEqualTo(1);
    assertThat(first.body().get("contentHash").stringValue()).startsWith("sha256:");
    Answer same = api.put(path, ExecutionControlTest.anAgentOn("default"));
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.body()).isEqualTo(first.body());
    Answer second = api.put(path, ExecutionControlTest.anAgentOn("offline/extractive-1"));
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body().get("version").intValue()).isEqualTo(2);
    assertThat(seen(api, path, second).get("version").intValue()).isEqualTo(2);
    assertThat(api.get(path + "/versions/1").body().at("/definition/model/prefer/0").asString(""))
        .isEqualTo("default");

    Answer run =
        api.post(
            path + "/executions", Map.of("input", Map.of("document", "It rains."), "version", 1));
    assertThat(run.status()).as(run.toString()).isEqualTo(202);
    JsonNode ended =
        await()
            .until(
                () -> api.get(location(run)).body(),
                seen -> seen.path("status").asString("").equals("COMPLETED"));
    assertThat(ended.at("/agent/version").asInt(0)).isEqualTo(1);

    Answer retired = api.delete(path);
    assertThat(retired.status()).isEqualTo(204);
    assertThat(seen(api, path, retired).get("status").stringValue()).isEqualTo("RETIRED");
    Problems.refused(api.post(path + "/executions", Map.of("input", "x")), 409, "INVALID_STATE");
  }

  private static JsonNode seen(Api caller, String path, Answer command) {
    return caller.get(path, Map.of("Assay-Min-Position", command.header("Assay-Position"))).body();
  }

  private String created(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isIn(201, 202);
    String path = location(answer);
    assertThat(seen(api, path, answer).isObject()).isTrue();
    return path;
  }

  private static String location(Answer answer) {
    return answer.header("Location").substring("/api/v1".length());
  }
}
