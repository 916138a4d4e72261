package dev.assay.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTest {
  private static final String LETTERS = "/api/v1/process-managers/time-limit/dead-letters";
  private static final String LETTER =
      "{\"letterId\": \"l1\", \"position\": 7, \"eventType\": \"agent-execution.started\","
          + " \"first\": true, \"status\": \"PARKED\", \"attempts\": %d, \"sequenceId\": \"s1\","
          + " \"retry\": %s, \"cause\": {\"kind\": \"a.b.Broken\", \"message\": \"SQLSTATE 22\"}}";

  private FakeServer server;
  private Cli cli;

  @BeforeEach
  void aServerWithOneDeadLetter() {
    server = new FakeServer();
    cli = new Cli().with("ASSAY_URL", server.url()).with("ASSAY_TOKEN", "t");
    server.on(
        "GET /api/v1/projections",
        Answer.json(200, "[{\"name\": \"agents\", \"deadLetters\": 0}]"));
    server.on(
        "GET /api/v1/process-managers",
        Answer.json(200, "[{\"name\": \"time-limit\", \"deadLetters\": 1}]"));
    server.on("GET " + LETTERS, Answer.json(200, page(LETTER.formatted(3, "null"))));
    server.on("GET " + LETTERS + "/l1", Answer.json(200, LETTER.formatted(3, "null")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldListWhoHasLettersAndWhich() {
    assertThat(cli.run("dead-letters", "list").out())
        .contains("time-limit")
        .doesNotContain("agents");
    assertThat(cli.run("dead-letters", "list", "time-limit").out())
        .contains("l1", "7", "agent-execution.started", "Broken: SQLSTATE 22");
    assertThat(cli.run("dead-letters", "list", "time-limit", "--json").out())
        .contains("\"letterId\" : \"l1\"");
    assertThat(cli.run("dead-letters", "show", "time-limit", "l1").out()).contains("PARKED", "s1");
    assertThat(cli.run("dead-letters", "list", "nobody").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldWaitForWhatComesOfARetry() {
    server.on("POST " + LETTERS + "/l1/retry", Answer.json(202, "{}"));
    Iterator<String> looks = List.of(page(LETTER.formatted(3, "\"LETTER\"")), page("")).iterator();
    server.on("GET " + LETTERS, asked -> Answer.json(200, looks.next()));

    Cli.Result result = cli.run("dead-letters", "retry", "time-limit", "l1");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Handled");
  }

  @Test
  void shouldSayWhatIsStillParked() {
    server.on("POST " + LETTERS + "/retry", Answer.json(202, "{\"sequences\": 1}"));

    Cli.Result result = cli.run("dead-letters", "retry", "time-limit", "--all");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("1 still parked", "Broken: SQLSTATE 22");
    assertThat(cli.run("dead-letters", "retry", "time-limit").exitCode()).isEqualTo(2);
    assertThat(cli.run("dead-letters", "retry", "time-limit", "l1", "--all").exitCode())
        .isEqualTo(2);
  }

  @Test
  void shouldGiveUpOnlyWithAReason() {
    server.on("DELETE " + LETTERS + "/l1", Answer.json(200, "{}"));

    assertThat(
            cli.run("dead-letters", "discard", "time-limit", "l1", "--reason", "Of no use")
                .exitCode())
        .isZero();
    assertThat(server.asked("DELETE " + LETTERS + "/l1").body()).contains("Of no use");
    assertThat(cli.run("dead-letters", "discard", "time-limit", "l1").exitCode()).isEqualTo(2);
  }

  private static String page(String letters) {
    return "{\"items\": [" + letters + "], \"nextCursor\": null}";
  }
}
