package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What cannot be handled parks, is seen, tried again or given up; everything else goes on. */
@ExtendWith(OneServer.Extension.class)
class DeadLettersTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String REPLIES = "/process-managers/conversation-reply/dead-letters";
  private static final String AGENTS = "/projections/agents/dead-letters";
  private static final String SECRET = "Zanzibar";

  private final OneServer server;
  private final Api api;
  private final Api operator;
  private final JdbcTemplate owner;

  DeadLettersTest(OneServer server) {
    this.server = server;
    this.api = server.api();
    this.operator = server.with("operator");
    this.owner = server.bean(Databases.class).jdbc(DatabaseRole.OWNER);
  }

  @AfterEach
  void nothingIsRefusedAnyMore() {
    owner.execute("ALTER TABLE processing.saga_association DROP CONSTRAINT IF EXISTS refused");
    owner.execute("ALTER TABLE read_model.agents_v1 DROP CONSTRAINT IF EXISTS refused");
  }

  @Test
  void shouldParkAReplyAndGiveItOnceItsCauseIsGone() {
    owner.execute(
        "ALTER TABLE processing.saga_association ADD CONSTRAINT refused"
            + " CHECK (saga_type NOT LIKE '%ConversationReplySaga') NOT VALID");
    String conversation =
        "/conversations/"
            + api.post("/conversations", Map.of("agent", "assistant"))
                .body()
                .get("conversationId")
                .stringValue();
    api.post(
        conversation + "/messages",
        Map.of("content", "The lift is in " + SECRET + ". Where is it?"));

    JsonNode letter = awaitLetter(REPLIES);
    assertThat(letter.at("/eventType").stringValue()).isEqualTo("conversation.reply-requested");
    assertThat(letter.at("/cause/message").stringValue()).isEqualTo("SQLSTATE 23514");
    String path = REPLIES + "/" + letter.at("/letterId").stringValue();
    assertThat(operator.get(path).response().body()).doesNotContain(SECRET);
    Problems.refused(
        server.with("operator", "other", OneServer.aName("olaf")).get(path), 404, "NOT_FOUND");
    assertThat(new Wire(server.url()).get("/health/ready", Map.of()).status()).isEqualTo(200);
    await()
        .atMost(SOON)
        .until(
            () -> metrics(),
            it ->
                it.contains(
                    "assay_dead_letters_events{holder=\"process-manager\",name=\"conversation-reply\"} 1.0"));
    // Other process managers, and what they coordinate, go on.
    String agent = OneServer.aName("writer");
    api.put("/agents/" + agent, ExecutionControlTest.anAgentOn("default"));
    String run =
        api.post("/agents/" + agent + "/executions", Map.of("input", "x"))
            .body()
            .get("agentExecutionId")
            .stringValue();
    await()
        .atMost(SOON)
        .until(
            () -> api.get("/agent-executions/" + run).body().path("status").asString(""),
            "COMPLETED"::equals);

    nothingIsRefusedAnyMore();
    Answer retry = operator.post(path + "/retry", null);
    assertThat(retry.status()).as(retry.toString()).isEqualTo(202);

    await()
        .atMost(SOON)
        .until(() -> operator.get(path).body().at("/status").stringValue(), "RESOLVED"::equals);
    await()
        .atMost(SOON)
        .until(
            () -> api.get(conversation).body().at("/messages/1/status").asString(""),
            "RECORDED"::equals);
    Problems.refused(operator.post(path + "/retry", null), 409, "INVALID_STATE");
    Problems.refused(server.with("designer").get(path), 403, "FORBIDDEN");
  }

  @Test
  void shouldGiveUpWhatAReadModelCannotTakeInAndRecordWhy() {
    String refused = OneServer.aName("refused");
    owner.execute(
        "ALTER TABLE read_model.agents_v1 ADD CONSTRAINT refused CHECK (name <> '%s') NOT VALID"
            .formatted(refused));
    api.put("/agents/" + refused, ExecutionControlTest.anAgentOn("default"));
    String taken = OneServer.aName("taken");
    Answer last = api.put("/agents/" + taken, ExecutionControlTest.anAgentOn("default"));

    JsonNode letter = awaitLetter(AGENTS);
    assertThat(letter.at("/build").isNumber()).isTrue();
    Map<String, String> min = Map.of("Assay-Min-Position", last.header("Assay-Position"));
    assertThat(api.get("/agents/" + taken, min).status()).isEqualTo(200);
    assertThat(api.get("/agents/" + refused, min).status()).isEqualTo(404);

    String path = AGENTS + "/" + letter.at("/letterId").stringValue();
    Answer given =
        operator.send(
            "DELETE", path, "{\"reason\":\"A test of ours\"}", "application/json", Map.of());
    assertThat(given.status()).as(given.toString()).isEqualTo(204);

    assertThat(operator.get(path).body().at("/status").stringValue()).isEqualTo("DISCARDED");
    assertThat(operator.get(AGENTS + "?status=PARKED").body().at("/items")).isEmpty();
    JsonNode recorded =
        await()
            .atMost(SOON)
            .until(
                () ->
                    server
                        .with("auditor")
                        .get("/audit/events?type=access.dead-letter-discarded&sort=-position")
                        .body()
                        .at("/items/0"),
                it -> !it.isMissingNode());
    assertThat(recorded.at("/payload/reason").stringValue()).isEqualTo("A test of ours");
    assertThat(recorded.at("/payload/eventType").stringValue())
        .isEqualTo("agent.version-registered");
  }

  private JsonNode awaitLetter(String letters) {
    return await()
        .atMost(SOON)
        .until(
            () -> operator.get(letters + "?status=PARKED").body().at("/items/0"),
            it -> !it.isMissingNode());
  }

  private String metrics() {
    return new Wire(server.url())
        .get("/metrics", Map.of("Authorization", "Bearer " + operator.token()))
        .response()
        .body();
  }
}
