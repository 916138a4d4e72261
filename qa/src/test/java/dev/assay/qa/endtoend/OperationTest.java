package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Conversations, audit, projections, dashboard, and what runs the server. */
@ExtendWith(OneServer.Extension.class)
class OperationTest {
  private final OneServer server;
  private final Api api;
  private final Wire wire;

  OperationTest(OneServer server) {
    this.server = server;
    this.api = server.api();
    this.wire = new Wire(server.url());
  }

  @Test
  void shouldReplyInAConversation() {
    String path =
        "/conversations/"
            + api.post("/conversations", Map.of("agent", "assistant", "title", "The lift"))
                .body()
                .get("conversationId")
                .stringValue();

    Answer posted =
        api.post(
            path + "/messages",
            Map.of(
                "content",
                "The lift stands still on 3 May 2027 because its cable is replaced."
                    + " When does the lift stand still?"));

    assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
    JsonNode conversation =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> api.get(path).body(),
                seen -> seen.at("/messages/1/status").asString("").equals("RECORDED"));
    assertThat(conversation.get("title").stringValue()).isEqualTo("The lift");
    assertThat(conversation.at("/messages/0/speaker").asString("")).isEqualTo("USER");
    assertThat(conversation.at("/messages/1/speaker").asString("")).isEqualTo("ASSISTANT");
    assertThat(conversation.at("/messages/1/content").asString("")).contains("3 May 2027");
    assertThat(conversation.at("/messages/1/inReplyTo").asString(""))
        .isEqualTo(posted.body().get("messageId").stringValue());
    assertThat(api.get("/conversations").response().body())
        .contains(conversation.get("conversationId").stringValue());
    String found = "/items/0/conversationId";
    assertThat(api.get("/conversations?query=LIFT+cable").body().at(found).asString(""))
        .isEqualTo(conversation.get("conversationId").stringValue());
    assertThat(api.get("/conversations?query=staircase").body().get("items")).isEmpty();
  }

  @Test
  void shouldShowAuditorsWhatWasRecorded() {
    Api ann = server.with("designer,auditor", "demo", OneServer.aName("ann"));
    String agent = OneServer.aName("audited");
    Answer first = ann.put("/agents/" + agent, ExecutionControlTest.anAgentOn("default"));
    ann.put("/agents/" + agent, ExecutionControlTest.anAgentOn("offline/extractive-1"));
    Answer last = ann.delete("/agents/" + agent);
    Map<String, String> min = Map.of("Assay-Min-Position", last.header("Assay-Position"));
    JsonNode event =
        ann.get("/audit/events?afterPosition=" + (first.position() - 1) + "&limit=1", min)
            .body()
            .at("/items/0");

    assertThat(event.get("position").longValue()).isEqualTo(first.position());
    assertThat(event.get("eventId").stringValue()).isNotBlank();
    assertThat(event.get("type").stringValue()).isEqualTo("agent.version-registered");
    assertThat(event.get("revision").intValue()).isEqualTo(1);
    assertThat(event.get("aggregateType").stringValue()).isEqualTo("Agent");
    assertThat(event.get("sequence").longValue()).isZero();
    assertThat(event.get("timestamp").stringValue()).matches(".*\\.\\d{6,9}Z");
    assertThat(event.at("/payload/name").asString("")).isEqualTo(agent);
    String actor = event.at("/metadata").get("actor.id").stringValue();
    String id = event.get("aggregateId").stringValue();
    String correlation = event.at("/metadata/correlationId").asString("");

    assertThat(pages(ann, "aggregateId=" + id)).hasSize(3);
    assertThat(pages(ann, "aggregateType=Agent&actor=" + actor)).hasSize(3);
    assertThat(pages(ann, "aggregateId=" + id + "&type=agent.retired")).hasSize(1);
    assertThat(pages(ann, "correlationId=" + correlation)).containsExactly(first.position());
    assertThat(pages(ann, "aggregateId=" + id + "&to=" + event.get("timestamp").stringValue()))
        .isEmpty();
    assertThat(pages(ann, "aggregateId=" + id + "&from=" + event.get("timestamp").stringValue()))
        .hasSize(3)
        .isSorted();
    Problems.refused(server.with("designer").get("/audit/events"), 403, "FORBIDDEN");
    Problems.refused(ann.get("/audit/events?aggregateId=x"), 400, "INVALID_ARGUMENT");
  }

  @Test
  void shouldShowOperatorsHowFarTheReadModelsAre() {
    Answer projections = server.with("operator").get("/projections");

    assertThat(projections.body()).isNotEmpty();
    for (JsonNode projection : projections.body()) {
      assertThat(projection.get("name").stringValue()).isNotBlank();
      assertThat(projection.get("version").intValue()).isPositive();
      assertThat(projection.get("headPosition").longValue())
          .isGreaterThanOrEqualTo(projection.get("position").longValue());
      assertThat(projection.get("lagEvents").longValue())
          .isEqualTo(
              projection.get("headPosition").longValue() - projection.get("position").longValue());
      assertThat(projection.get("lagMs").longValue()).isNotNegative();
      assertThat(projection.get("status").stringValue()).isEqualTo("RUNNING");
      assertThat(projection.get("deadLetters").longValue()).isZero();
    }
    assertThat(server.with("operator").get("/projections/executions").status()).isEqualTo(200);
    Problems.refused(server.with("operator").get("/projections/none"), 404, "NOT_FOUND");
    Problems.refused(server.with("designer").get("/projections"), 403, "FORBIDDEN");
  }

  @Test
  void shouldCountOnTheDashboard() {
    JsonNode before = api.get("/dashboard").body();
    String workflow =
        Examples.workflowOf(api, OneServer.aName("counted"), "- only:\n    set: { a: 1 }\n");
    Examples.awaitStatus(api, Examples.start(api, workflow, Map.of()), "COMPLETED");

    JsonNode after = api.get("/dashboard").body();

    assertThat(after.at("/executions/COMPLETED").asLong(0))
        .isGreaterThan(before.at("/executions/COMPLETED").asLong(0));
    assertThat(after.get("pendingReviews").isIntegralNumber()).isTrue();
    assertThat(after.get("projectionLagEvents").isIntegralNumber()).isTrue();
    assertThat(after.at("/spent/costUsd").isNumber()).isTrue();
  }

  @Test
  void shouldDrawAndListAWorkflow() {
    String path = "/workflows/" + server.workflowId();

    assertThat(api.get(path + "/diagram?format=mermaid").response().body())
        .startsWith("flowchart")
        .contains("agent summariser");
    Answer svg = api.get(path + "/diagram?format=svg");
    assertThat(svg.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(svg.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(svg.response().body()).startsWith("<svg ").contains(">agent summariser</text>");
    assertThat(api.get(path).body().path("version").asString("")).isEqualTo("1.0.0");
    assertThat(api.get(path + "/versions").body().at("/items/0/version").asString(""))
        .isEqualTo("1.0.0");
    assertThat(api.get("/workflows?namespace=examples").body().get("items")).hasSize(1);
  }

  @Test
  void shouldShowAWorkflowCompleteInOneAnswer() {
    String workflow =
        Examples.workflowOf(api, OneServer.aName("complete"), "- only:\n    set: { a: 1 }\n");
    String execution = Examples.start(api, workflow, Map.of());
    Examples.awaitStatus(api, execution, "COMPLETED");

    JsonNode complete = api.get("/workflows/" + workflow + "/complete").body();

    assertThat(complete.at("/definition/do/0/only/set/a").asInt(0)).isEqualTo(1);
    assertThat(complete.get("versions")).hasSize(1);
    assertThat(complete.at("/recentExecutions/0/executionId").asString("")).isEqualTo(execution);
    assertThat(complete.at("/recentExecutions/0/status").asString("")).isEqualTo("COMPLETED");
    assertThat(complete.at("/statistics/executions").asLong(0)).isEqualTo(1);
    assertThat(complete.at("/statistics/byStatus/COMPLETED").asLong(0)).isEqualTo(1);
    assertThat(complete.at("/statistics/medianDurationMs").asLong(-1)).isNotNegative();
    Problems.refused(api.get("/workflows/nonsense/complete"), 404, "NOT_FOUND");
  }

  @Test
  void shouldShowWhatTheTenantUses() {
    JsonNode before = api.get("/tenant/usage").body();
    String run =
        api.post("/agents/summariser/executions", Map.of("input", Map.of("document", "It rains.")))
            .body()
            .get("agentExecutionId")
            .stringValue();
    await()
        .until(
            () -> api.get("/agent-executions/" + run).body().path("status").asString(""),
            "COMPLETED"::equals);

    JsonNode after = api.get("/tenant/usage").body();

    assertThat(after.get("tier").stringValue()).isEqualTo("STANDARD");
    assertThat(after.get("tokensToday").longValue())
        .isGreaterThan(before.get("tokensToday").longValue());
    assertThat(after.get("costUsdThisMonth").isNumber()).isTrue();
    assertThat(after.get("concurrentExecutions").isIntegralNumber()).isTrue();
    assertThat(after.get("quotas").isObject()).isTrue();
  }

  @Test
  void shouldTellItsHealthWithoutAToken() {
    assertThat(wire.get("/health/live", Map.of()).body().path("status").asString(""))
        .isEqualTo("UP");
    assertThat(wire.get("/health/ready", Map.of()).body().path("status").asString(""))
        .isEqualTo("UP");
    assertThat(wire.get("/swagger-ui", Map.of()).header("Location")).contains("/swagger-ui/");
    assertThat(wire.get("/swagger-ui/index.html", Map.of()).response().body())
        .contains("Swagger UI");
  }

  @Test
  void shouldShowMetricsToThoseWhoMayKnow() {
    assertThat(wire.get("/metrics", Map.of()).status()).isEqualTo(401);
    Map<String, String> designer =
        Map.of("Authorization", "Bearer " + server.with("designer").token());
    assertThat(wire.get("/metrics", designer).status()).isEqualTo(403);
  }

  @Test
  void shouldDescribeTheWholeContractInOpenApi() {
    JsonNode document = wire.get("/v3/api-docs", Map.of()).body();

    assertThat(document.path("openapi").asString("")).startsWith("3.");
    List<String> operations = new ArrayList<>();
    for (var path : document.get("paths").properties()) {
      String shape = path.getKey().replaceAll("\\{[^}]*}", "{}");
      for (var operation : path.getValue().properties()) {
        operations.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + shape);
        if (path.getKey().startsWith("/api/v1")) {
          assertThat(
                  operation
                      .getValue()
                      .at("/responses/default/content/application~1problem+json/schema/$ref")
                      .asString(""))
              .as(shape)
              .isEqualTo("#/components/schemas/Problem");
        }
      }
    }
    JsonNode message = document.at("/paths/~1api~1v1~1conversations~1{id}~1messages/post");
    assertThat(message.at("/responses/202/content").propertyNames())
        .as(message.toPrettyString())
        .isNotEmpty()
        .doesNotContain("text/event-stream");
    assertThat(message.at("/responses/200/content").propertyNames())
        .as(message.toPrettyString())
        .containsExactly("text/event-stream");
    assertThat(operations)
        .contains(CONTRACT.lines().map(OperationTest::full).toArray(String[]::new));
    assertThat(document.at("/components/schemas/Problem/properties").propertyNames())
        .contains("type", "title", "status", "detail", "instance", "code", "traceId", "errors");
    assertThat(document.at("/components/schemas/Fault/properties").propertyNames())
        .contains("pointer", "line", "column", "code", "detail", "hint");
  }

  @Test
  void shouldNameInOpenApiTheStatusThatACommandAnswersWith() {
    JsonNode paths = wire.get("/v3/api-docs", Map.of()).body().get("paths");
    STATUSES
        .lines()
        .map(line -> line.split(" "))
        .forEach(
            call -> {
              List<String> statuses =
                  new ArrayList<>(
                      paths
                          .path("/api/v1" + call[1])
                          .path(call[0].toLowerCase(Locale.ROOT))
                          .path("responses")
                          .propertyNames());
              statuses.remove("default");
              assertThat(String.join(",", new TreeSet<>(statuses)))
                  .as(call[0] + " " + call[1])
                  .isEqualTo(call[2]);
            });
  }

  private static final String STATUSES =
      """
      POST /tenants 201
      POST /tenants/{id}/suspension 204
      DELETE /tenants/{id}/suspension 204
      PUT /tenants/{id}/quotas 204
      PUT /tenant/settings 204
      POST /api-keys 201
      DELETE /api-keys/{id} 204
      PUT /agents/{name} 200,201
      DELETE /agents/{name} 204
      POST /agents/{name}/executions 202
      POST /agent-executions/{id}/cancellation 204
      POST /workflows 201
      POST /workflows/validation 200
      POST /workflows/{id}/executions 202
      POST /workflows/execute 202
      POST /executions/{id}/pause 204
      POST /executions/{id}/retry 202
      POST /validations 202
      POST /reviews/{id}/decision 204
      POST /conversations 201
      POST /conversations/{id}/messages 200,202
      """;

  private static final String CONTRACT =
      """
      POST /tenants
      GET /tenants
      GET /tenants/{}
      POST /tenants/{}/suspension
      DELETE /tenants/{}/suspension
      PUT /tenants/{}/tier
      PUT /tenants/{}/quotas
      GET /tenant
      GET /tenant/usage
      PUT /tenant/settings
      POST /api-keys
      GET /api-keys
      DELETE /api-keys/{}
      PUT /agents/{}
      GET /agents
      GET /agents/{}
      GET /agents/{}/versions/{}
      DELETE /agents/{}
      POST /agents/{}/executions
      GET /agent-executions
      GET /agent-executions/{}
      GET /agent-executions/{}/stream
      POST /agent-executions/{}/cancellation
      POST /workflows
      POST /workflows/validation
      GET /workflows
      GET /workflows/{}
      GET /workflows/{}/versions
      GET /workflows/{}/versions/{}
      GET /workflows/{}/diagram
      GET /workflows/{}/complete
      POST /workflows/{}/executions
      POST /workflows/execute
      GET /executions
      GET /executions/{}
      GET /executions/{}/stream
      POST /executions/{}/pause
      POST /executions/{}/resume
      POST /executions/{}/cancellation
      POST /executions/{}/retry
      GET /dashboard
      GET /costs
      POST /validations
      GET /validations
      GET /validations/{}
      GET /reviews
      GET /reviews/{}
      POST /reviews/{}/decision
      POST /conversations
      POST /conversations/{}/messages
      GET /conversations
      GET /conversations/{}
      GET /audit/events
      GET /audit/{}/{}/state
      GET /audit/{}/{}/diff
      GET /audit/{}/{}/causation
      GET /projections
      GET /projections/{}""";

  private static String full(String operation) {
    return operation.replace(" /", " /api/v1/");
  }

  /** The positions of all events that the query answers, read two at a time. */
  private static List<Long> pages(Api auditor, String query) {
    List<Long> positions = new ArrayList<>();
    String cursor = "";
    for (int page = 0; page < 50; page++) {
      JsonNode answer = auditor.get("/audit/events?limit=2&" + query + cursor).body();
      answer.get("items").forEach(event -> positions.add(event.get("position").longValue()));
      if (answer.get("nextCursor").isNull()) {
        assertThat(positions).doesNotHaveDuplicates();
        return positions;
      }
      cursor = "&cursor=" + answer.get("nextCursor").stringValue();
    }
    throw new AssertionError("Expected the list to end, but it has more than 50 pages");
  }
}
