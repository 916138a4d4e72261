package dev.assay.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LedgerCommandTest {
  private static final String HEALTHY =
      """
      {"origin": "log.test/assay", "size": 120, "publishedSize": 118,
       "keys": [{"vkey": "log.test/assay+1+x", "since": "2026-11-21T10:00:00Z", "sinceSize": 0}],
       "witnesses": [{"name": "witness.test", "size": 100, "cosignedAt": "2026-11-21T10:05:00Z"}],
       "origins": [{"origin": "log.test/assay", "since": "2026-11-21T10:00:00Z", "sinceSize": 0, "reason": null}],
       "refusal": %s}
      """;
  private static final String REFUSAL =
      "{\"reason\": \"Expected the checkpoint of size 200\", \"since\": \"2026-11-21T11:00:00Z\"}";

  private final FakeServer server = new FakeServer();
  private final Cli cli = new Cli();

  @BeforeEach
  void prepare() {
    cli.with("ASSAY_URL", server.url()).with("ASSAY_TOKEN", "token");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldSayHowTheLedgerIs() {
    server.on("GET /api/v1/ledger", Answer.json(200, HEALTHY.formatted("null")));
    Cli.Result result = cli.run("ledger", "status");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("log.test/assay", "ok", "120", "118", "witness.test: 100", "log.test/assay+1+x");
    assertThat(
            JsonMapper.shared().readTree(cli.run("ledger", "status", "--json").out()).at("/size"))
        .hasToString("120");
  }

  @Test
  void shouldAnswerNoWhileTheLedgerRefuses() {
    server.on("GET /api/v1/ledger", Answer.json(200, HEALTHY.formatted(REFUSAL)));
    Cli.Result result = cli.run("ledger", "status");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("refuses", "Expected the checkpoint of size 200");
  }

  @Test
  void shouldRecordABreakOfTheNameInForce() {
    server
        .on("GET /api/v1/ledger", Answer.json(200, HEALTHY.formatted(REFUSAL)))
        .on("POST /api/v1/ledger/breaks", Answer.json(201, "{\"origin\": \"log.test/assay/2\"}"));
    Cli.Result result = cli.run("ledger", "break", "--reason", "disk lost");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("log.test/assay/2");
    assertThat(JsonMapper.shared().readTree(server.asked("POST /api/v1/ledger/breaks").body()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree("{\"origin\": \"log.test/assay\", \"reason\": \"disk lost\"}"));
  }

  @Test
  void shouldAskForAReason() {
    assertThat(cli.run("ledger", "break").exitCode()).isEqualTo(2);
    assertThat(cli.run("ledger").exitCode()).isEqualTo(2);
  }
}
