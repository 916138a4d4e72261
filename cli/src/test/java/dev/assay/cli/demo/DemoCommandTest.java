package dev.assay.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
  @TempDir private Path folder = Path.of(".");

  private final FakeServer server = new FakeServer();
  private final Cli cli = new Cli();

  @BeforeEach
  void prepare() throws IOException {
    for (String sub : List.of("agents", "workflows", "documents")) {
      Files.createDirectories(folder.resolve(sub));
    }
    Files.writeString(folder.resolve("agents/judge.yaml"), "role: judge\n");
    Files.writeString(
        folder.resolve("workflows/document-brief.yaml"), "document: {version: '1.0.0'}\n");
    for (String document : List.of("good", "long", "wrong", "tricky")) {
      Files.writeString(
          folder.resolve("documents/" + document + ".md"), "# About " + document + "\n\nText.\n");
    }
    cli.with("ASSAY_URL", server.url())
        .with("ASSAY_TOKEN", "token")
        .with("ASSAY_EXAMPLES", folder.toString());
    server
        .on("PUT /api/v1/agents/judge", Answer.json(201, "{\"version\": 1}"))
        .on("POST /api/v1/workflows", Answer.json(201, "{\"workflowId\": \"w1\"}"))
        .on("POST /api/v1/workflows/w1/executions", DemoCommandTest::accept);
    String accepted =
        agentStarts("a1", "TASK")
            + opens(1)
            + agentStarts("j1", "JUDGE")
            + verdict("PASS", 0.9, "")
            + concluded(1, true);
    streams("good", accepted + settled("accepted", "\"rounds\": 1") + completed());
    streams(
        "long",
        opens(1)
            + verdict("FAIL", 0.2, "Too long.")
            + concluded(1, false)
            + agentStarts("r1", "REVISION")
            + opens(2)
            + concluded(2, true)
            + settled("accepted", "\"rounds\": 2")
            + completed());
    streams(
        "wrong",
        opens(1)
            + settled("rejected", "\"rounds\": 1, \"reason\": \"Sums differ.\"")
            + completed());
    streams(
        "tricky",
        opens(1)
            + settled(
                "escalated",
                "\"reviewId\": \"r77\", \"contentHash\": \"sha256:9\", \"reason\": \"It orders.\"")
            + event("workflow-execution.task-waiting", "{}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldTellWhatHappensAndEndWithATableAndWaysToGoOn() {
    Cli.Result result = cli.run("demo", "--at-once", "2");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("summariser drafts", "summariser revises what round 1 refused")
        .contains("faithful         FAIL  0.20  judge@1 0.0 s  Too long.")
        .contains("round 2 passed, score 0.80")
        .containsPattern("good +accepted +1 +0.80 ")
        .containsPattern("long +accepted after revision +2 ")
        .containsPattern("wrong +rejected +1 .*Sums differ\\.")
        .containsPattern("tricky +escalated to a person .*It orders\\.")
        .contains("   1  accepted after revision")
        .contains("/api/v1/reviews/r77/decision", "sha256:9", "./assay stop");
    assertThat(result.out()).doesNotContain("\u001b");
    assertThat(server.asked("PUT /api/v1/agents/judge").body()).isEqualTo("{\"role\":\"judge\"}");
  }

  @Test
  void shouldPrintJsonAndNothingElse() {
    Cli.Result result = cli.run("demo", "--json");
    JsonNode answer = JsonMapper.shared().readTree(result.out());
    assertThat(answer.get("documents")).hasSize(4);
    assertThat(answer.get("documents").get(0).get("document").stringValue()).isEqualTo("good");
    assertThat(answer.get("summary").get("ESCALATED").intValue()).isEqualTo(1);
  }

  @Test
  void shouldAnswerOneWhenAnExecutionFaults() {
    streams(
        "good",
        event(
            "workflow-execution.faulted",
            "{\"error\": {\"title\": \"No model\", \"detail\": \"answered\"}}"));
    Cli.Result result = cli.run("demo");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("faulted", "No model answered");
  }

  @Test
  void shouldSayWhatIsMissingInTheExamples() throws IOException {
    Files.delete(folder.resolve("workflows/document-brief.yaml"));
    Cli.Result result = cli.run("demo");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("document-brief.yaml", "--examples");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void shouldEndWithTheServersReasonWhenARequestIsRefused() {
    server.on(
        "POST /api/v1/workflows",
        Answer.json(409, "{\"code\": \"ALREADY_EXISTS\", \"detail\": \"Raise the version\"}"));
    Cli.Result result = cli.run("demo");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Raise the version");
  }

  /** The execution's id is the second word of the document's title. */
  private static Answer accept(FakeServer.Asked asked) {
    String title =
        JsonMapper.shared().readTree(asked.body()).at("/input/document/title").stringValue();
    return new Answer(
        202, Map.of("Assay-Position", "3"), "{\"executionId\": \"" + title.split(" ")[1] + "\"}");
  }

  private void streams(String execution, String events) {
    server.on("GET /api/v1/executions/" + execution + "/stream", Answer.events(events));
  }

  private static String agentStarts(String id, String kind) {
    return event(
        "agent-execution.started",
        "{\"agentExecutionId\": \"%s\", \"agent\": \"summariser\", \"owner\": {\"kind\": \"%s\"}}"
            .formatted(id, kind));
  }

  private static String opens(int round) {
    return agentStarts("j1", "JUDGE")
        + event(
            "validation.round-opened",
            "{\"validationId\": \"v1\", \"round\": %d, \"validators\": [{\"kind\": \"JUDGE\"}]}"
                .formatted(round));
  }

  private static String verdict(String outcome, double score, String reason) {
    return event(
        "validation.verdict-recorded",
        ("{\"verdict\": {\"validator\": \"faithful\", \"version\": \"judge@1\", \"outcome\": \"%s\","
                + " \"score\": %s, \"reason\": \"%s\", \"agentExecutionId\": \"j1\"}}")
            .formatted(outcome, score, reason));
  }

  private static String concluded(int round, boolean passed) {
    return event(
        "validation.round-concluded",
        "{\"round\": %d, \"passed\": %s, \"score\": 0.8}".formatted(round, passed));
  }

  private static String settled(String how, String members) {
    return event("validation." + how, "{" + members + "}");
  }

  private static String completed() {
    return event("workflow-execution.completed", "{}");
  }

  private static String event(String type, String payload) {
    return "id: 1\nevent: %s\ndata: {\"timestamp\": \"2026-01-01T00:00:00Z\", \"payload\": %s}\n\n"
        .formatted(type, payload);
  }
}
