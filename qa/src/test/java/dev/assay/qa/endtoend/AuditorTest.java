package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Auditors read everything of their tenant, change nothing, and are seen. */
@ExtendWith(OneServer.Extension.class)
class AuditorTest {
  /** What auditors may begin: it copies or replays the record and changes nothing of it. */
  private static final Set<String> COPIES =
      Set.of(
          "POST /api/v1/audit/exports",
          "POST /api/v1/executions/{id}/replays",
          "POST /api/v1/agent-executions/{id}/replays",
          "POST /api/v1/validations/{id}/replays",
          "POST /api/v1/conversations/{id}/replays",
          "POST /api/v1/what-ifs",
          "POST /api/v1/what-ifs/{id}/cancellation");

  private static final String NOBODY = UUID.randomUUID().toString();

  private final OneServer server;

  AuditorTest(OneServer server) {
    this.server = server;
  }

  @Test
  void shouldBeSeenReading() {
    Api una = server.with("auditor", "demo", OneServer.aName("una"));
    String marker = OneServer.aName("marker");
    assertThat(una.get("/audit/events?type=" + marker).body().get("items")).isEmpty();

    JsonNode read =
        await().until(() -> lastOf(una, "access.record-read", marker), it -> it != null);

    assertThat(read.at("/payload/operation").stringValue()).isEqualTo("GET /api/v1/audit/events");
    assertThat(read.at("/metadata").get("actor.roles").stringValue()).isEqualTo("auditor");
    assertThat(read.at("/metadata/build").stringValue()).isNotBlank();
  }

  @Test
  void shouldSeeWhoWasRefused() {
    String name = OneServer.aName("dora");
    Api dora = server.with("designer", "demo", name);
    Problems.refused(dora.get("/audit/events"), 403, "FORBIDDEN");
    Problems.refused(
        dora.post("/api-keys", Map.of("name", "k", "roles", List.of("designer"))),
        403,
        "FORBIDDEN");
    Problems.refused(dora.get("/tenants"), 403, "FORBIDDEN");

    Api auditor = server.with("auditor");
    List<String> paths =
        await()
            .until(
                () ->
                    items(auditor.get("/audit/events?type=access.refused&actor=" + subjectOf(dora)))
                        .map(it -> it.at("/payload/path").stringValue())
                        .toList(),
                found -> found.size() >= 3);

    assertThat(paths)
        .containsExactly("/api/v1/audit/events", "/api/v1/api-keys", "/api/v1/tenants");
  }

  @Test
  void shouldWriteNowhere() {
    Map<String, @Nullable Object> bodies = bodies();
    List<String> writes = writes();
    assertThat(bodies.keySet())
        .as("a body for each operation that writes; add the new one to bodies()")
        .containsAll(writes);
    Api auditor = server.with("auditor", "demo", OneServer.aName("eve"));
    String subject = subjectOf(auditor);
    Map<String, Integer> answers = new TreeMap<>();
    for (String write : writes) {
      Answer answer = send(auditor, write, bodies.get(write));
      answers.put(write, answer.status());
    }
    assertThat(answers).allSatisfy((write, status) -> assertThat(status).as(write).isEqualTo(403));
    assertThat(eventsOf(subject)).as("what the auditor has written").isSubsetOf("access.refused");

    // The control: with the role, the same request does write.
    Api designer = server.with("designer", "demo", OneServer.aName("dan"));
    send(designer, "PUT /api/v1/agents/{name}", bodies.get("PUT /api/v1/agents/{name}"));
    assertThat(eventsOf(subjectOf(designer))).contains("agent.version-registered");
  }

  private Answer send(Api api, String operation, @Nullable Object body) {
    String[] parts = operation.split(" ", 2);
    String path =
        parts[1]
            .substring("/api/v1".length())
            .replace("{name}", OneServer.aName("written"))
            .replaceAll("\\{v(ersion)?}", "1")
            .replaceAll("\\{[^}]+}", NOBODY);
    return api.send(
        parts[0],
        path,
        body == null
            ? null
            : body instanceof String text ? text : JsonMapper.shared().writeValueAsString(body),
        body == null ? null : body instanceof String ? "application/yaml" : "application/json",
        Map.of());
  }

  /** As the server itself describes them. */
  private List<String> writes() {
    JsonNode document =
        JsonMapper.shared()
            .readTree(new Wire(server.url()).get("/v3/api-docs", Map.of()).response().body());
    List<String> writes = new ArrayList<>();
    document
        .get("paths")
        .forEachEntry(
            (path, operations) ->
                operations
                    .propertyNames()
                    .forEach(
                        method -> {
                          String operation = method.toUpperCase(java.util.Locale.ROOT) + " " + path;
                          if (!method.equals("get")
                              && path.startsWith("/api/")
                              && !COPIES.contains(operation)) {
                            writes.add(operation);
                          }
                        }));
    return writes;
  }

  private Map<String, @Nullable Object> bodies() {
    Map<String, @Nullable Object> bodies = new TreeMap<>();
    Object reason = Map.of("reason", "because");
    Object input = Map.of("input", Map.of());
    bodies.put("POST /api/v1/tenants", Map.of("name", OneServer.aName("t"), "tier", "FREE"));
    bodies.put("POST /api/v1/tenants/{id}/suspension", reason);
    bodies.put("DELETE /api/v1/tenants/{id}/suspension", null);
    bodies.put("PUT /api/v1/tenants/{id}/tier", Map.of("tier", "FREE"));
    bodies.put("PUT /api/v1/tenants/{id}/quotas", Map.of());
    bodies.put("PUT /api/v1/tenant/settings", Map.of("language", "en"));
    bodies.put("POST /api/v1/api-keys", Map.of("name", "k", "roles", List.of("designer")));
    bodies.put("DELETE /api/v1/api-keys/{id}", null);
    bodies.put("PUT /api/v1/agents/{name}", ExecutionControlTest.anAgentOn("default"));
    bodies.put("DELETE /api/v1/agents/{name}", null);
    bodies.put("POST /api/v1/agents/{name}/executions", input);
    bodies.put("POST /api/v1/agent-executions/{id}/cancellation", reason);
    String definition = Examples.definition(OneServer.aName("w"), "- only:\n    set: { a: 1 }\n");
    bodies.put("POST /api/v1/workflows", definition);
    bodies.put("POST /api/v1/workflows/validation", definition);
    bodies.put("POST /api/v1/workflows/{id}/executions", input);
    bodies.put("POST /api/v1/workflows/execute", Map.of("workflowId", NOBODY, "input", Map.of()));
    bodies.put("POST /api/v1/executions/{id}/pause", null);
    bodies.put("POST /api/v1/executions/{id}/resume", null);
    bodies.put("POST /api/v1/executions/{id}/cancellation", reason);
    bodies.put("POST /api/v1/executions/{id}/retry", null);
    bodies.put(
        "POST /api/v1/validations",
        Map.of(
            "content",
            "a",
            "pipeline",
            Map.of(
                "validators",
                List.of(Map.of("name", "n", "kind", "length", "with", Map.of("minWords", 1))))));
    bodies.put(
        "POST /api/v1/reviews/{id}/decision",
        Map.of("decision", "APPROVE", "contentHash", "h", "reasonCode", "FINE"));
    bodies.put("POST /api/v1/conversations", Map.of("agent", "assistant"));
    bodies.put("POST /api/v1/conversations/{id}/messages", Map.of("content", "hello"));
    bodies.put("POST /api/v1/audit/subjects/{subjectId}/erasure", reason);
    bodies.put("PUT /api/v1/audit/subjects/{subjectId}/legal-hold", reason);
    bodies.put("DELETE /api/v1/audit/subjects/{subjectId}/legal-hold", null);
    bodies.put("POST /api/v1/ledger/breaks", Map.of("origin", "o", "reason", "because"));
    bodies.put("POST /api/v1/keys/rotations", Map.of("scope", "ROOT", "reason", "because"));
    bodies.put("POST /api/v1/projections/{name}/rebuild", Map.of("promotion", "MANUAL"));
    for (String action : List.of("pause", "resume", "promotion", "rollback")) {
      bodies.put("POST /api/v1/projections/{name}/rebuild/" + action, null);
    }
    for (String holder : List.of("projections", "process-managers")) {
      String letters = "/api/v1/" + holder + "/{name}/dead-letters";
      bodies.put("POST " + letters + "/retry", null);
      bodies.put("POST " + letters + "/{letterId}/retry", null);
      bodies.put("POST " + letters + "/{letterId}/sequence/retry", null);
      bodies.put("DELETE " + letters + "/{letterId}", reason);
    }
    return bodies;
  }

  private List<String> eventsOf(String actor) {
    return server
        .bean(Databases.class)
        .jdbc(DatabaseRole.PROCESSOR)
        .queryForList(
            """
            SELECT DISTINCT type FROM event_store.events
            WHERE convert_from(metadata, 'UTF8')::json ->> 'actor.id' = ?
              OR convert_from(metadata, 'UTF8')::json ->> 'actor.onBehalfOf' = ?
            """,
            String.class,
            actor,
            actor);
  }

  /** The token's own word for who it is. */
  private static String subjectOf(Api api) {
    String claims = api.token().split("\\.")[1];
    byte[] json = java.util.Base64.getUrlDecoder().decode(claims);
    return JsonMapper.shared().readTree(json).get("sub").stringValue();
  }

  private static @Nullable JsonNode lastOf(Api auditor, String type, String marker) {
    return items(auditor.get("/audit/events?sort=-position&type=" + type))
        .filter(it -> it.at("/payload/parameters").toString().contains(marker))
        .findFirst()
        .orElse(null);
  }

  private static java.util.stream.Stream<JsonNode> items(Answer answer) {
    return StreamSupport.stream(answer.body().get("items").spliterator(), false);
  }
}
