package dev.assay.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ReplayCommandTest {
  private static final String EXECUTION = "01933f60-1111-7000-8000-000000000001";
  private static final String REPLAY = "01933f60-2222-7000-8000-000000000002";
  private static final String ENDED =
      """
      {"replayId": "%s", "status": "COMPLETED", "outcome": "%s", "differences": %s,
       "verification": {"outcome": "%s", "events": 12, "verified": %d, "commands": 7,
         "recordedHash": "sha256:aa", "replayedHash": "sha256:bb", "reason": %s, "divergence": %s}}
      """;
  private static final String DIVERGENCE =
      """
      {"position": 42, "aggregateType": "Validation", "aggregateId": "v", "sequence": 3,
       "expectedType": "validation.round-concluded", "gotType": "validation.round-concluded",
       "command": {"type": "RecordVerdict", "sender": "ValidationPipelineSaga"},
       "reason": "Expected the recorded event, but got another"}
      """;

  private final FakeServer server = new FakeServer();
  private final Cli cli = new Cli();

  @BeforeEach
  void prepare() {
    cli.with("ASSAY_URL", server.url()).with("ASSAY_TOKEN", "token");
    server.on(
        "POST /api/v1/executions/" + EXECUTION + "/replays",
        Answer.json(202, "{\"replayId\": \"" + REPLAY + "\"}"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldWaitForTheEndAndSayThatAllIsEqual() {
    AtomicInteger asked = new AtomicInteger();
    server.on(
        "GET /api/v1/replays/" + REPLAY,
        request ->
            Answer.json(
                200,
                asked.getAndIncrement() < 1 ? "{\"status\": \"RUNNING\"}" : ended("EQUAL", 12)));

    Cli.Result result = cli.run("replay", EXECUTION);

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("equal: all 12 events", "by 7 commands", "sha256:aa");
    assertThat(result.err()).contains("replaying");
    assertThat(server.asked("POST /api/v1/executions/" + EXECUTION + "/replays").body())
        .contains("verify");
  }

  @Test
  void shouldNameTheFirstDivergenceWithBothSides() {
    String changes =
        "[{\"op\": \"replace\", \"path\": \"/payload/passed\", \"before\": true, \"value\": false}]";
    String body = ENDED.formatted(REPLAY, "DIVERGED", changes, "DIVERGED", 5, "null", DIVERGENCE);
    server.on("GET /api/v1/replays/" + REPLAY, Answer.json(200, body));

    Cli.Result result = cli.run("replay", EXECUTION);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("diverged at position 42 after 5 of 12 events")
        .contains("expected validation.round-concluded")
        .contains("by RecordVerdict of ValidationPipelineSaga")
        .contains("replace /payload/passed: true -> false");
    assertThat(
            JsonMapper.shared()
                .readTree(cli.run("replay", EXECUTION, "--json").out())
                .at("/verification/divergence/position")
                .intValue())
        .isEqualTo(42);
  }

  @Test
  void shouldNotCallEqualWhatCannotBeVerified() {
    String body =
        ENDED.formatted(REPLAY, "NOT_VERIFIABLE", "[]", "NOT_VERIFIABLE", 3, "\"Erased\"", "null");
    server.on("GET /api/v1/replays/" + REPLAY, Answer.json(200, body));

    Cli.Result result = cli.run("replay", EXECUTION);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("not verifiable: Erased; 3 of 12 events");
  }

  @Test
  void shouldSayWhyAReplayFailed() {
    server.on(
        "GET /api/v1/replays/" + REPLAY,
        Answer.json(200, "{\"status\": \"FAILED\", \"failure\": \"Expected less events\"}"));

    Cli.Result result = cli.run("replay", EXECUTION);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("Expected less events");
  }

  @Test
  void shouldTellWrongUseAndAServerThatIsAwayApart() {
    assertThat(cli.run("replay").exitCode()).isEqualTo(2);
    assertThat(cli.run("replay", "no-id").exitCode()).isEqualTo(2);
    assertThat(cli.run("replay", "no-id").err())
        .contains("Expected an id such as", "but got 'no-id'")
        .doesNotContain("Exception");
    cli.with("ASSAY_URL", "http://localhost:1");
    assertThat(cli.run("replay", EXECUTION).exitCode()).isEqualTo(3);
  }

  @Test
  void shouldReplayWhatWasRunWithoutAWorkflow() {
    server.on(
        "POST /api/v1/agent-executions/" + EXECUTION + "/replays",
        Answer.json(202, "{\"replayId\": \"" + REPLAY + "\"}"));
    server.on("GET /api/v1/replays/" + REPLAY, Answer.json(200, ended("EQUAL", 12)));

    Cli.Result result = cli.run("replay", EXECUTION, "--kind", "agent-execution");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(cli.run("replay", EXECUTION, "--kind", "poem").err())
        .contains("expected one of", "agent-execution", "conversation");
  }

  private static String ended(String outcome, int verified) {
    return ENDED.formatted(REPLAY, outcome, "[]", outcome, verified, "null", "null");
  }
}
