package dev.assay.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.Cli;
import dev.assay.cli.FakeServer;
import dev.assay.cli.FakeServer.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServerCommandsTest {
  @TempDir private Path home = Path.of(".");

  private final Cli cli = new Cli();

  @BeforeEach
  void setHome() {
    cli.with("ASSAY_HOME", home.toString());
  }

  @Test
  void shouldStartDetachedDescribeAndStopAServer() {
    Cli.Result started = cli.run("start", "--detach", "--port", "18080");
    assertThat(started.err()).isEmpty();
    assertThat(started.exitCode()).isZero();
    assertThat(started.out()).contains("http://localhost:18080");
    assertThat(home.resolve("assay.pid")).exists();

    Cli.Result again = cli.run("start", "--detach");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("runs already", "http://localhost:18080");

    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    Cli.Result stopped = cli.run("stop");
    assertThat(stopped.exitCode()).isZero();
    assertThat(Liveness.isAlive(process)).as("it may still be in the list of processes").isFalse();
    assertThat(cli.run("stop").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldShowTheLogWhenAServerDoesNotStart() {
    Cli.Result result = cli.run("start", "--detach", "--roles", "broken");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("did not start", "Expected roles, but got broken");
  }

  @Test
  void shouldDescribeAServerThatIsReady() {
    try (FakeServer server = new FakeServer().on("GET /health/ready", Answer.json(200, "{}"))) {
      TestLauncher.describe(home, server.url(), ProcessHandle.current().pid());
      Cli.Result result = cli.run("status", "--json");
      assertThat(result.exitCode()).isZero();
      JsonNode status = JsonMapper.shared().readTree(result.out());
      assertThat(status.get("ready").booleanValue()).isTrue();
      assertThat(status.get("url").stringValue()).isEqualTo(server.url());
      assertThat(status.get("database").get("port").intValue()).isEqualTo(5432);
      assertThat(cli.run("status").out()).contains("ready", "assay");
    }
  }

  @Test
  void shouldSayThatAServerIsNotReady() {
    TestLauncher.describe(home, "http://localhost:1", ProcessHandle.current().pid());
    Cli.Result result = cli.run("status", "--json");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("\"ready\" : false");
  }

  @Test
  void shouldNotTakeAKilledServersFileForAServer() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    dead.waitFor();
    TestLauncher.describe(home, "http://localhost:1", dead.pid());
    assertThat(cli.run("status").exitCode()).isEqualTo(1);
    assertThat(cli.run("status").err()).contains("No server runs");
  }

  /** Where nobody asks for its exit code, a dead process stays in the list of processes. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldNotTakeAKilledServerForARunningOneWhileItsParentHasNotNoticed() throws Exception {
    Process carelessParent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 0 & echo $!; exec sleep 60").start();
    try (BufferedReader out = carelessParent.inputReader()) {
      long dead = Long.parseLong(out.readLine());
      ProcessHandle process = ProcessHandle.of(dead).orElseThrow();
      assertThat(Liveness.awaitEnd(process, Duration.ofSeconds(10))).isTrue();
      assertThat(process.isAlive()).as("the parent has not noticed").isTrue();
      TestLauncher.describe(home, "http://localhost:1", dead);
      assertThat(cli.run("status").err()).contains("No server runs");
    } finally {
      carelessParent.destroyForcibly();
    }
  }

  @Test
  void shouldWaitForAProcessThatIsNoChildButNotForEver() throws InterruptedException {
    assertThat(Liveness.awaitEnd(ProcessHandle.current(), Duration.ofMillis(50))).isFalse();
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSameNumberForTheServer() throws IOException {
    TestLauncher.describe(home, "http://localhost:1", ProcessHandle.current().pid());
    Path file = home.resolve("server.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"startedAt\": \"[^\"]*\"", "\"startedAt\": \"2020-01-01T00:00:00Z\""));
    assertThat(cli.run("status").err()).contains("No server runs");
    assertThat(cli.run("stop").exitCode()).isEqualTo(1);
  }

  @Test
  void shouldSayWhenTheDescriptionCannotBeRead() throws IOException {
    Files.writeString(home.resolve("server.json"), "{");
    Cli.Result result = cli.run("status");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("server.json");
  }

  private long pid() {
    return new ServerHome(home).running().orElseThrow().pid();
  }
}
