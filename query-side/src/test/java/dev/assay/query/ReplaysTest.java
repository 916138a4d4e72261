package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Replays as jobs: kept, sealed, bounded, begun anew. The story is one that no engine would tell.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplaysTest {
  private static final String VERIFY = "{\"mode\":\"verify\"}";
  private static final String WHAT_IF =
      "{\"mode\":\"what-if\",\"changes\":{\"input\":{\"text\":\"Something else\"}}}";

  private final QueryServer server = QueryServer.own();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  @AfterAll
  void close() {
    server.close();
  }

  @Test
  void shouldNameTheFirstEventThatNobodyWouldHaveDecided() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

    JsonNode replay = ended(auditor, asked(auditor, story));

    assertThat(replay.get("outcome").stringValue()).isEqualTo("DIVERGED");
    JsonNode first = replay.at("/verification/divergence");
    assertThat(first.get("expectedType").stringValue()).isEqualTo("workflow-execution.started");
    assertThat(first.get("sequence").longValue()).isZero();
    assertThat(first.at("/expected/payload/executionId").stringValue())
        .isEqualTo(story.execution.toString());
    assertThat(first.at("/command/type").stringValue()).isEqualTo("StartExecution");
    assertThat(replay.get("differences")).isNotEmpty();
    assertThat(replay.at("/verification/verified").intValue()).isZero();
  }

  @Test
  void shouldKeepNoTextReadably() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    String path = asked(auditor, story);
    ended(auditor, path);

    String kept =
        superuser.queryForObject(
            "SELECT result::text FROM replay.replays WHERE replay_id = ?",
            String.class,
            UUID.fromString(path.substring("/replays/".length())));

    assertThat(kept).contains("\"expected\": \"sealed:").contains("workflow-execution.started");
  }

  @Test
  void shouldBeginAnewWhatAProcessThatDiedHadBegun() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    UUID left = Uuids.next();
    superuser.update(
        """
        INSERT INTO replay.replays (replay_id, tenant_id, execution_id, mode, request, status, attempts,
          requested_by, created_at, started_at, leased_until)
        VALUES (?, ?, ?, 'verify', '{}', 'RUNNING', 1, 'ada', now(), now(), now() - interval '1 second')
        """,
        left,
        story.tenant.value(),
        story.execution.value());

    JsonNode replay = ended(auditor, "/replays/" + left);

    assertThat(replay.get("status").stringValue()).isEqualTo("COMPLETED");
    assertThat(
            superuser.queryForObject(
                "SELECT attempts FROM replay.replays WHERE replay_id = ?", Integer.class, left))
        .isEqualTo(2);
  }

  @Test
  void shouldForgetWhatHasExpired() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    String path = asked(auditor, story);
    ended(auditor, path);
    UUID id = UUID.fromString(path.substring("/replays/".length()));

    superuser.update(
        "UPDATE replay.replays SET expires_at = now() - interval '1 second' WHERE replay_id = ?",
        id);

    assertThat(auditor.send(path).statusCode()).isEqualTo(404);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                superuser
                    .queryForList(
                        "SELECT 1 FROM replay.replays WHERE replay_id = ?", Integer.class, id)
                    .isEmpty());
  }

  @Test
  void shouldShowItToNobodyElse() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    String path = asked(auditor, story);
    QueryServer.Client stranger = server.as(new TenantId(Uuids.next()), Role.AUDITOR);

    assertThat(stranger.send(path).statusCode()).isEqualTo(404);
    assertThat(stranger.post("/executions/" + story.execution + "/replays", VERIFY).statusCode())
        .isEqualTo(404);
    assertThat(server.as(story.tenant, Role.DESIGNER).send(path).statusCode()).isEqualTo(403);
    assertThat(server.as(story.tenant, Role.OPERATOR).send(path).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldAskWhatIfAndShowThreeLanes() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);

    JsonNode replay = ended(auditor, asked(auditor, story, WHAT_IF));

    assertThat(replay.path("status").asString("")).as(replay.toString()).isEqualTo("COMPLETED");
    assertThat(replay.get("mode").stringValue()).isEqualTo("what-if");
    assertThat(replay.get("outcome").stringValue()).isEqualTo("NOT_COMPARABLE");
    assertThat(replay.at("/whatIf/passed").booleanValue()).isFalse();
    assertThat(replay.at("/whatIf/reason").stringValue()).isNotBlank();
    assertThat(replay.at("/whatIf/observed/status").stringValue()).isEqualTo("COMPLETED");
    assertThat(replay.get("verification").isNull()).isTrue();
    assertThat(replay.at("/question/changes/input/text").stringValue()).isEqualTo("Something else");
    assertThat(String.valueOf(server.whatIf().lastQuestion().changes().input()))
        .isEqualTo("{\"text\":\"Something else\"}");
  }

  @Test
  void shouldLendTheEngineEveryVersionOfTheAgentsThatAreNamed() {
    Story story = aStory();
    story.agentVersion("summariser", 1);
    story.agentVersion("summariser", 2);
    story.agentVersion("other", 1);
    story.agentVersion("nobody", 1);
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    auditor.get("/audit/events");

    String changes =
        "{\"agents\":{\"other\":{\"version\":1}},\"validators\":{\"tone\":{\"agent\":\"summariser\"}}}";
    ended(auditor, asked(auditor, story, "{\"mode\":\"what-if\",\"changes\":" + changes + "}"));

    assertThat(server.whatIf().lastAgents())
        .extracting(version -> version.name() + " " + version.version())
        .containsExactly("other 1", "summariser 1", "summariser 2");
    assertThat(server.whatIf().lastQuestion().changes().agents())
        .extracting(change -> change.agent() + " " + change.version())
        .containsExactly("other 1");
  }

  @Test
  void shouldKeepNoTextOfAQuestionReadably() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    String path = asked(auditor, story, WHAT_IF);
    ended(auditor, path);

    String kept =
        superuser.queryForObject(
            "SELECT request::text || result::text FROM replay.replays WHERE replay_id = ?",
            String.class,
            UUID.fromString(path.substring("/replays/".length())));

    assertThat(kept)
        .contains("\"input\": \"sealed:", "\"reason\": \"sealed:", "NOT_COMPARABLE")
        .doesNotContain("Something else", "A secret text");
  }

  @Test
  void shouldPointAtWhatItDoesNotUnderstand() {
    Story story = aStory();
    QueryServer.Client auditor = server.as(story.tenant, Role.AUDITOR);
    String path = "/executions/" + story.execution + "/replays";

    assertThat(auditor.post(path, "{\"mode\":\"what-if\",\"changes\":{\"modell\":\"a/b\"}}"))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
        .satisfies(answer -> assertThat(answer.body()).contains("\"/changes/modell\""));
    assertThat(auditor.post(path, "{\"mode\":\"verify\",\"fromTask\":\"check\"}").body())
        .contains("Expected nothing but the mode where it is verify");
    assertThat(auditor.post(path, "{\"mode\":\"guess\"}").body()).contains("\"/mode\"");
  }

  private Story aStory() {
    Story story = new Story(server.record);
    story.executionStarted();
    story.drafted();
    story.executionCompleted();
    // What is asked next waits for the read models.
    server.as(story.tenant, Role.AUDITOR).get("/audit/events");
    return story;
  }

  private String asked(QueryServer.Client who, Story story) {
    return asked(who, story, VERIFY);
  }

  private String asked(QueryServer.Client who, Story story, String what) {
    HttpResponse<String> answer = who.post("/executions/" + story.execution + "/replays", what);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String location = answer.headers().firstValue("Location").orElseThrow();
    return location.substring("/api/v1".length());
  }

  private static JsonNode ended(QueryServer.Client who, String path) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> QueryServer.json(who.send(path)),
            replay ->
                replay.path("status").asString("").equals("COMPLETED")
                    || replay.path("status").asString("").equals("FAILED"));
  }
}
