package dev.assay.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class KeysCommandTest {
  private static final String ID = "01933f60-1111-7000-8000-000000000001";
  private static final String TENANT = "01933f60-2222-7000-8000-000000000002";
  private static final String STATUS =
      """
      {"root": "file:2", "wrappedBy": {"file:1": 3, "file:2": 9},
       "dataKeys": {"inUse": 70, "retention": 5, "subject": 2}, "heldSubjects": 1,
       "rotations": [%s],
       "retention": {"begunAt": "2026-11-21T10:00:00Z", "finishedAt": "2026-11-21T10:00:01Z",
         "destroyed": 5, "held": 4, "trouble": %s}}
      """;
  private static final String ROTATION =
      """
      {"id": "01933f60-1111-7000-8000-000000000001", "scope": "TENANT",
       "tenant": "01933f60-2222-7000-8000-000000000002", "askedBy": "root",
       "begunAt": "2026-11-21T10:00:00Z", "fromVersion": "1", "toVersion": "2", "keys": 12,
       "doneAt": %s}
      """;
  private static final String DONE = ROTATION.formatted("\"2026-11-21T10:00:09Z\"");

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
  void shouldSayHowTheKeysStand() {
    server.on("GET /api/v1/keys", Answer.json(200, STATUS.formatted(DONE, "null")));
    Cli.Result result = cli.run("keys", "status");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("file:2", "3 tenant keys by file:1", "to be wrapped anew", "70 in use")
        .contains("5 keys destroyed, 4 kept by a legal hold", "from 1 to 2", "12 keys");
    assertThat(JsonMapper.shared().readTree(cli.run("keys", "status", "--json").out()).at("/root"))
        .hasToString("\"file:2\"");
  }

  @Test
  void shouldAnswerNoWhileRetentionIsInTrouble() {
    server.on("GET /api/v1/keys", Answer.json(200, STATUS.formatted(DONE, "\"Broken\"")));
    Cli.Result result = cli.run("keys", "status");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("in trouble: Broken");
  }

  @Test
  void shouldNotBeTroubledWhereNothingHasBeenSealedYet() {
    server.on("GET /api/v1/keys", Answer.json(200, "{\"root\": null, \"wrappedBy\": {}}"));
    Cli.Result fresh = cli.run("keys", "status");
    assertThat(fresh.exitCode()).as(fresh.err()).isZero();
    assertThat(fresh.out()).contains("none yet");

    server.on(
        "GET /api/v1/keys", Answer.json(200, "{\"root\": null, \"wrappedBy\": {\"file:1\": 2}}"));
    Cli.Result lost = cli.run("keys", "status");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.out()).contains("out of reach");
  }

  @Test
  void shouldExchangeKeysAndWaitUntilThatIsDone() {
    AtomicInteger asked = new AtomicInteger();
    server
        .on("POST /api/v1/keys/rotations", Answer.json(202, "{\"rotationId\": \"" + ID + "\"}"))
        .on(
            "GET /api/v1/keys/rotations/" + ID,
            request ->
                Answer.json(200, asked.getAndIncrement() < 1 ? ROTATION.formatted("null") : DONE));
    Cli.Result result = cli.run("keys", "rotate", "tenant", TENANT, "--reason", "yearly");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("tenant of tenant " + TENANT, "done");
    assertThat(asked.get()).isEqualTo(2);
    assertThat(JsonMapper.shared().readTree(server.asked("POST /api/v1/keys/rotations").body()))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    "{\"scope\": \"TENANT\", \"reason\": \"yearly\", \"tenantId\": \""
                        + TENANT
                        + "\"}"));
  }

  @Test
  void shouldAddAVersionToTheRootKeyWhenAskedAndNotWait() {
    server
        .on("POST /api/v1/keys/rotations", Answer.json(202, "{\"rotationId\": \"" + ID + "\"}"))
        .on("GET /api/v1/keys/rotations/" + ID, Answer.json(200, ROTATION.formatted("null")));
    Cli.Result result =
        cli.run("keys", "rotate", "root", "--new-version", "--no-wait", "--reason", "yearly");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("under way");
    assertThat(server.asked("POST /api/v1/keys/rotations").body()).contains("\"newVersion\":true");
  }

  @Test
  void shouldRefuseWhatCannotBeMeant() {
    assertThat(cli.run("keys", "rotate", "root", TENANT, "--reason", "x").exitCode()).isEqualTo(2);
    assertThat(cli.run("keys", "rotate", "tenant", "--reason", "x").exitCode()).isEqualTo(2);
    assertThat(cli.run("keys", "rotate", "root").exitCode()).isEqualTo(2);
    assertThat(cli.run("keys").exitCode()).isEqualTo(2);
  }
}
