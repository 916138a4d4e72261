package dev.assay.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
  @TempDir Path folder;

  private final Random random = new Random(17);
  private final TestLog log =
      new TestLog(
          TestLog.logKey("assay.example", random),
          List.of(TestLog.witnessKey("w.example", random)));
  private final TestTenant tenant = TestTenant.random(random, 8);
  private final TestBundle bundle = TestBundle.whole(log, tenant);
  private final String key = log.key().toString();
  private String file = "";
  private Cli cli = new Cli();

  @BeforeEach
  void writeBundle() throws IOException {
    file = bundle.write(folder.resolve("b.zip")).toString();
    cli = new Cli().with("HOME", folder.toString());
  }

  @Test
  void shouldSayThatABundleVerifies() {
    Cli.Result result = cli.run("verify", file, "--key", key);
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).endsWith("\nVERIFIED\n").doesNotContain("UNPROVEN");
  }

  @Test
  void shouldSayWhereABundleDoesNotVerify() throws IOException {
    String events = bundle.text("events.ndjson");
    String spoilt =
        events.replace(tenant.events().get(5).eventId().toString(), tenant.pseudonym().toString());
    bundle.put("events.ndjson", spoilt).write(Path.of(file));

    Cli.Result result = cli.run("verify", file, "--key", key, "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    JsonNode report = JsonMapper.shared().readTree(result.out());
    assertThat(report.at("/verified").asBoolean()).isFalse();
    assertThat(report.at("/firstBad/at/line").asInt()).isEqualTo(6);
    assertThat(report.at("/firstBad/at/index").asInt()).isEqualTo(5);
  }

  @Test
  void shouldTakeKeysFromTheEnvironmentAndKnownLogs() throws IOException {
    assertThat(cli.run("verify", file).out()).contains("UNPROVEN");
    Files.createDirectories(folder.resolve(".assay"));
    Files.writeString(folder.resolve(".assay/known-logs"), key + "\n");
    assertThat(cli.run("verify", file).out()).contains("key from known-logs");
    cli.with("ASSAY_LEDGER_KEY", key);
    assertThat(cli.run("verify", file).out()).contains("key from ASSAY_LEDGER_KEY");
  }

  @Test
  void shouldAskForWitnessesAndForWhatWasKept() {
    String witness = log.witnessKeys().getFirst().toString();
    assertThat(
            cli.run(
                    "verify",
                    file,
                    "--key",
                    key,
                    "--witness",
                    witness,
                    "--min-witnesses",
                    "1",
                    "--previous",
                    file)
                .exitCode())
        .isZero();
    String other = TestLog.witnessKey("o.example", random).verifierKey().toString();
    assertThat(cli.run("verify", file, "--key", key, "--witness", other).exitCode()).isEqualTo(1);
  }

  @Test
  void shouldAnswerWrongUseWithTwo() {
    assertThat(cli.run("verify").exitCode()).isEqualTo(2);
    assertThat(cli.run("verify", folder.resolve("none").toString()).exitCode()).isEqualTo(2);
    assertThat(cli.run("verify", file, "--key", "x").err())
        .contains("there is no file of that name");
    assertThat(cli.run("verify", file, "--key", "x").exitCode()).isEqualTo(2);
    assertThat(cli.run("verify", file, "--min-witnesses", "2").exitCode()).isEqualTo(2);
  }
}
