package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * An auditor has an execution decided anew and is told whether the record holds what came of it.
 */
@ExtendWith(OneServer.Extension.class)
class ReplayTest {
  private static final Map<String, String> VERIFY = Map.of("mode", "verify");

  private final OneServer server;
  private final Api api;
  private final Api rita;

  ReplayTest(OneServer server) {
    this.server = server;
    this.api = server.api();
    this.rita = server.with("reviewer", "demo", "rita");
  }

  @Test
  void shouldDecideAnExecutionAnewAndFindItEqual() {
    String execution =
        Examples.start(api, server.workflowId(), Examples.input(Examples.ACCEPTED_AFTER_REVISION));
    Examples.awaitStatus(api, execution, "COMPLETED", "FAULTED");
    Api una = server.with("auditor", "demo", OneServer.aName("una"));

    Answer asked = una.post("/executions/" + execution + "/replays", VERIFY);

    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String path = "/replays/" + asked.body().get("replayId").stringValue();
    assertThat(asked.header("Location")).isEqualTo("/api/v1" + path);
    JsonNode replay = ended(una, path);
    assertThat(replay.path("outcome").asString("")).as(replay.toString()).isEqualTo("EQUAL");
    JsonNode verification = replay.get("verification");
    assertThat(verification.get("verified")).isEqualTo(verification.get("events"));
    assertThat(verification.get("events").intValue()).isGreaterThan(50);
    assertThat(verification.get("replayedHash")).isEqualTo(verification.get("recordedHash"));
    assertThat(verification.at("/inputs/model answer").intValue()).isGreaterThan(10);
    assertThat(replay.get("expiresAt").isString()).isTrue();
  }

  @Test
  void shouldReplayWhatStillWaitsAndAddNothingToItsStreams() {
    String workflow = Examples.workflowOf(api, OneServer.aName("replayed"), Waiting.WORKFLOW);
    String execution = Examples.start(api, workflow, Map.of("text", "A short text."));
    Examples.awaitStatus(api, execution, "WAITING");
    Waiting.reviewOfExecution(rita, execution);
    Set<String> before = eventsOf(execution);
    Api una = server.with("auditor", "demo", OneServer.aName("una"));

    JsonNode replay = replayed(una, execution);

    assertThat(replay.path("outcome").asString("")).as(replay.toString()).isEqualTo("EQUAL");
    assertThat(eventsOf(execution)).isEqualTo(before);
    assertThat(api.get("/audit/events?type=access.record-read&limit=500").body().get("items"))
        .filteredOn(event -> event.at("/payload/parameters/id").asString("").equals(execution))
        .as("the asking is recorded")
        .extracting(event -> event.at("/payload/operation").asString(""))
        .containsExactly("POST /api/v1/executions/{id}/replays");
  }

  @Test
  void shouldDecideWhatWasRunWithoutAWorkflow() {
    Api una = server.with("auditor", "demo", OneServer.aName("una"));
    Answer asked =
        api.post(
            "/agents/summariser/executions",
            Map.of("input", Map.of("document", "The pump was lost. Nobody was hurt.")));
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    String agent = "/agent-executions/" + asked.body().get("agentExecutionId").stringValue();
    Answer requested =
        api.post(
            "/validations",
            Map.of(
                "content",
                "A short text.",
                "pipeline",
                Map.of(
                    "validators",
                    List.of(
                        Map.of("name", "any", "kind", "length", "with", Map.of("minWords", 1))))));
    assertThat(requested.status()).as(requested.toString()).isEqualTo(202);
    String validation = "/validations/" + requested.body().get("validationId").stringValue();
    Answer begun = api.post("/conversations", Map.of("agent", "assistant"));
    String talk = "/conversations/" + begun.body().get("conversationId").stringValue();
    assertThat(api.post(talk + "/messages", Map.of("content", "What is a round?")).status())
        .isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                api.get(agent).body().path("status").asString("").equals("COMPLETED")
                    && api.get(validation).body().path("status").asString("").equals("ACCEPTED")
                    && api.get(talk).body().at("/messages/1/content").isString());

    for (String path : List.of(agent, validation, talk)) {
      JsonNode replay = replayedAt(una, path);
      assertThat(replay.path("outcome").asString("")).as(path + " " + replay).isEqualTo("EQUAL");
      assertThat(replay.at("/verification/events").intValue()).isGreaterThan(2);
    }
    String writing = api.get(talk).body().at("/messages/1/agentExecutionId").asString("");
    Problems.refused(
        una.post("/agent-executions/" + writing + "/replays", VERIFY), 409, "INVALID_STATE");
    Problems.refused(
        una.post(validation + "/replays", Map.of("mode", "what-if")), 400, "INVALID_ARGUMENT");
    Problems.refused(rita.post(talk + "/replays", VERIFY), 403, "FORBIDDEN");
    Problems.refused(
        una.post("/conversations/" + UUID.randomUUID() + "/replays", VERIFY), 404, "NOT_FOUND");
  }

  @Test
  void shouldSayThatAnExecutionCannotBeVerifiedOnceItsTextsAreErased() {
    String person = OneServer.aName("person");
    String tasks = "- only:\n    set: { said: '${ .text }', words: '${ .text | length }' }\n";
    String workflow = Examples.workflowOf(api, OneServer.aName("erased"), tasks);
    Map<String, Object> start =
        Map.of("input", Map.of("text", "A short text."), "subjectId", person);
    Answer started = api.post("/workflows/" + workflow + "/executions", start);
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    String execution = started.body().get("executionId").stringValue();
    Examples.awaitStatus(api, execution, "COMPLETED");
    Api una = server.with("auditor", "demo", OneServer.aName("una"));
    assertThat(replayed(una, execution).path("outcome").asString("")).isEqualTo("EQUAL");

    Answer erased =
        api.post("/audit/subjects/" + person + "/erasure", Map.of("reason", "asked for"));

    assertThat(erased.status()).as(erased.toString()).isEqualTo(200);
    JsonNode replay = replayed(una, execution);
    assertThat(replay.path("outcome").asString(""))
        .as(replay.toString())
        .isEqualTo("NOT_VERIFIABLE");
    assertThat(replay.at("/verification/reason").asString("")).contains("erased");
    assertThat(replay.at("/verification/verified").intValue())
        .isLessThan(replay.at("/verification/events").intValue());
  }

  @Test
  void shouldRefuseWhoMayNotAskAndWhatCannotBeReplayed() {
    String workflow = Examples.workflowOf(api, OneServer.aName("refused"), Waiting.WORKFLOW);
    String execution = Examples.start(api, workflow, Map.of("text", "A short text."));
    String path = "/executions/" + execution + "/replays";
    Examples.awaitStatus(api, execution, "WAITING");

    Problems.refused(rita.post(path, VERIFY), 403, "FORBIDDEN");
    Problems.refused(server.with("designer").post(path, VERIFY), 403, "FORBIDDEN");
    Problems.refused(api.post(path, Map.of("mode", "guess")), 400, "INVALID_ARGUMENT");
    Problems.refused(api.post(path, Map.of()), 400, "INVALID_ARGUMENT");
    Problems.refused(
        api.post("/executions/" + UUID.randomUUID() + "/replays", VERIFY), 404, "NOT_FOUND");
    Problems.refused(api.get("/replays/" + UUID.randomUUID()), 404, "NOT_FOUND");
    assertThat(server.with("operator").post(path, VERIFY).status()).isEqualTo(202);
  }

  private JsonNode replayed(Api who, String execution) {
    return replayedAt(who, "/executions/" + execution);
  }

  private static JsonNode replayedAt(Api who, String path) {
    Answer asked = who.post(path + "/replays", VERIFY);
    assertThat(asked.status()).as(asked.toString()).isEqualTo(202);
    return ended(who, "/replays/" + asked.body().get("replayId").stringValue());
  }

  private static JsonNode ended(Api who, String path) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> who.get(path).body(),
            replay -> !Set.of("PENDING", "RUNNING").contains(replay.path("status").asString("")));
  }

  private Set<String> eventsOf(String execution) {
    return api.get("/audit/events?limit=500&aggregateId=" + execution)
        .body()
        .get("items")
        .valueStream()
        .map(event -> event.get("eventId").stringValue())
        .collect(Collectors.toSet());
  }
}
