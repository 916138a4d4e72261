package dev.assay.cli.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WhatIfCommandTest {
  private static final String EXECUTION = "01933f60-1111-7000-8000-000000000001";
  private static final String OTHER = "01933f60-1111-7000-8000-000000000002";
  private static final String ID = "01933f60-2222-7000-8000-000000000002";
  private static final String ASK_ONE = "POST /api/v1/executions/" + EXECUTION + "/replays";
  private static final String LANE =
      """
      {"status": "%s", "output": {"text": "%s"}, "tasks": [], "accepted": 1, "rejected": 0, "modelCalls": 3, "tokensIn": 1200,
       "tokensOut": 300, "costUsd": %s, "durationMs": 12345, "events": 42,
       "verdicts": [{"task": "/do/1/check", "round": 1, "validator": "tone", "outcome": "%s",
         "score": 0.4, "reason": "r"}]}
      """;
  private static final String ENDED =
      """
      {"replayId": "%s", "status": "COMPLETED", "outcome": "%s", "whatIf": {"conclusion": "%s",
       "reason": "The record has no answer", "passed": %s, "comparability": 0.75, "fromRecord": 3,
       "mocked": 0, "blocked": 1, "notApplicable": [],
       "misses": [{"kind": "model-answer", "agent": "judge", "model": "a/b", "place": "/do/1/check",
         "requestHash": "sha256:a", "mocked": false}],
       "observed": %s, "replayed": %s, "candidate": %s,
       "differences": [{"kind": "STATUS", "what": "status", "observed": "COMPLETED",
         "replayed": "COMPLETED", "candidate": "FAULTED"}]}}
      """;
  private static final String MANY =
      """
      {"whatIfId": "%s", "status": "%s", "endedBecause": "Expected to answer at most 2 executions",
       "progress": {"done": %d, "total": 2, "executionsPerSecond": 12.5, "etaSeconds": %s},
       "summary": {"conclusions": {"PENDING": 0, "SAME": %d, "DIFFERENT": 0, "NOT_COMPARABLE": 1,
         "FAILED": 0}, "passed": {"observed": 2, "candidate": 1}, "meanComparability": 0.83,
         "withMocked": 0, "withBlocked": 1, "lanes": {
           "observed": {"modelCalls": 1500, "tokensIn": 5, "tokensOut": 6, "costUsd": 0.5,
             "durationMs": 2000}}}}
      """;

  private final FakeServer server = new FakeServer();
  private final Cli cli = new Cli();

  @TempDir private Path folder;

  @BeforeEach
  void prepare() {
    cli.with("ASSAY_URL", server.url()).with("ASSAY_TOKEN", "token");
    server.on(ASK_ONE, Answer.json(202, "{\"replayId\": \"" + ID + "\"}"));
    server.on("POST /api/v1/what-ifs", Answer.json(202, "{\"whatIfId\": \"" + ID + "\"}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSendWhatIsToBeDifferent() throws IOException {
    Path text = Files.writeString(folder.resolve("new.txt"), "Say less.");
    Path mock = Files.writeString(folder.resolve("mock.json"), "{\"score\": 1}");
    answersOne("SAME", true, "COMPLETED");

    Cli.Result result =
        cli.run(
            "what-if",
            EXECUTION,
            "--set",
            "model=offline/other",
            "--set",
            "agents.writer.instructions=@" + text,
            "--set",
            "agents.writer.version=2",
            "--set",
            "pipeline.policy.threshold=0.9",
            "--set",
            "/validators/a.b/with/words=null",
            "--from-task",
            "check",
            "--on-miss",
            "mock",
            "--mock",
            "judge=@" + mock,
            "--mock-decision",
            "APPROVE");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(body(ASK_ONE))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"mode": "what-if", "fromTask": "check", "onMiss": "mock",
                     "mockDecision": "APPROVE", "mocks": {"judge": {"score": 1}},
                     "changes": {"model": "offline/other",
                       "agents": {"writer": {"instructions": "Say less.", "version": 2}},
                       "pipeline": {"policy": {"threshold": 0.9}},
                       "validators": {"a.b": {"with": {"words": null}}}}}
                    """));
  }

  @Test
  void shouldShowThreeLanesSideBySide() {
    answersOne("DIFFERENT", false, "FAULTED");

    Cli.Result result = cli.run("what-if", EXECUTION, "--set", "model=a/b");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("'assay what-if --show " + ID + "' goes on", "replaying");
    assertThat(result.out())
        .containsPattern("observed +replayed +candidate")
        .containsPattern("status +COMPLETED +COMPLETED +FAULTED")
        .containsPattern("check tone round 1 +PASS 0.40 +PASS 0.40 +FAIL 0.40")
        .containsPattern("validations +1 accepted, 0 rejected")
        .containsPattern("tokens +1,200 in, 300 out")
        .containsPattern("cost +0.500000 USD +0.500000 USD +0.250000 USD")
        .contains("12.3 s", "status status", "- COMPLETED", "+ FAULTED")
        .contains("model-answer of judge at /do/1/check: blocked")
        .contains("comparability 0.75: 3 inputs from the record, 0 mocked, 1 blocked")
        .contains("different");
  }

  @Test
  void shouldNotCountWhatCannotBeCompared() {
    answersOne("NOT_COMPARABLE", false, "BLOCKED");

    Cli.Result result = cli.run("what-if", EXECUTION, "--json");
    Cli.Result shown = cli.run("what-if", "--show", ID);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(JsonMapper.shared().readTree(result.out()).at("/whatIf/passed").booleanValue())
        .isFalse();
    assertThat(shown.exitCode()).isEqualTo(1);
    assertThat(shown.out()).contains("not comparable: The record has no answer");
  }

  @Test
  void shouldAskOfManyAndTellHowFarItIs() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "GET /api/v1/what-ifs/" + ID,
        request ->
            Answer.json(
                200,
                asked.getAndIncrement() < 1
                    ? MANY.formatted(ID, "RUNNING", 1, "1", 1)
                    : MANY.formatted(ID, "BUDGET_SPENT", 2, "null", 1)));

    Cli.Result result =
        cli.run("what-if", EXECUTION, OTHER, "--set", "model=a/b", "--max-executions", "2");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("1 of 2 executions, 12.5/s, 1 s left", "2 of 2 executions");
    assertThat(result.out())
        .containsPattern("not comparable +1")
        .containsPattern("observed +1,500 +5 in, 6 out +0.500000 USD +2.0 s")
        .contains("passed: 2 observed, 1 candidates", "mean comparability 0.83")
        .contains("budget spent: Expected to answer at most 2 executions");
    JsonNode body = body("POST /api/v1/what-ifs");
    assertThat(body.get("executions")).hasSize(2);
    assertThat(body.at("/budget/maxExecutions").intValue()).isEqualTo(2);
    assertThat(body.at("/changes/model").stringValue()).isEqualTo("a/b");
  }

  @Test
  void shouldSelectExecutionsOfAWorkflow() {
    String nothing = MANY.formatted(ID, "COMPLETED", 2, "null", 0);
    server.on("GET /api/v1/what-ifs/" + ID, Answer.json(200, nothing));

    Cli.Result result =
        cli.run(
            "what-if",
            "--workflow",
            "examples/brief",
            "--workflow-version",
            "1.0.0",
            "--from-time",
            "2026-11-01T00:00:00Z",
            "--limit",
            "5");

    assertThat(result.exitCode()).as("nothing could be compared").isEqualTo(1);
    assertThat(body("POST /api/v1/what-ifs").get("selection").toString())
        .isEqualTo(
            "{\"workflow\":\"examples/brief\",\"version\":\"1.0.0\","
                + "\"startedFrom\":\"2026-11-01T00:00:00Z\",\"limit\":5}");
  }

  @Test
  void shouldTellWrongUseAndFailuresApart() {
    assertThat(cli.run("what-if").exitCode()).isEqualTo(2);
    assertThat(cli.run("what-if", EXECUTION, "--workflow", "w").exitCode()).isEqualTo(2);
    assertThat(cli.run("what-if", EXECUTION, "--show", ID).exitCode()).isEqualTo(2);
    Cli.Result unset = cli.run("what-if", EXECUTION, "--set", "model");
    assertThat(unset.exitCode()).isEqualTo(2);
    assertThat(unset.err()).contains("Expected --set as path=value", "but got 'model'");
    assertThat(cli.run("what-if", EXECUTION, "--set", "a=1", "--set", "a.b=1").exitCode())
        .isEqualTo(2);
    server.on(
        "GET /api/v1/replays/" + ID,
        Answer.json(200, "{\"status\": \"FAILED\", \"failure\": \"Expected a task check\"}"));
    Cli.Result failed = cli.run("what-if", EXECUTION, "--from-task", "check");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("Expected a task check");
  }

  private void answersOne(String conclusion, boolean passed, String status) {
    AtomicInteger asked = new AtomicInteger();
    String observed = LANE.formatted("COMPLETED", "old", "0.5", "PASS");
    String candidate = LANE.formatted(status, "new", "0.25", "FAIL");
    String ended =
        ENDED.formatted(ID, conclusion, conclusion, passed, observed, observed, candidate);
    server.on(
        "GET /api/v1/replays/" + ID,
        request ->
            Answer.json(200, asked.getAndIncrement() < 1 ? "{\"status\": \"RUNNING\"}" : ended));
  }

  private JsonNode body(String route) {
    return JsonMapper.shared().readTree(server.asked(route).body());
  }
}
