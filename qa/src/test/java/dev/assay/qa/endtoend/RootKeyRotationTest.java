package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.Api.Answer;
import dev.assay.qa.support.QuickStart;
import dev.assay.qa.support.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An operator exchanges the root key of one machine from the command line. */
class RootKeyRotationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void shouldReadEverythingUnderTheNewRootKeyAloneWhateverWasKilledInBetween() throws Exception {
    Path data = folder.resolve("data");
    Path rootKey = data.resolve("secrets/root-key");
    try (ServerProcess server = ServerProcess.start(data, Map.of(), QuickStart.options())) {
      Program assay =
          new Program(folder, Map.of("ASSAY_HOME", data.toString(), "ASSAY_URL", server.url()));
      assertThatNothingIsThereToExchange(assay);
      String run = run(api(server));
      JsonNode before = output(server, run);
      assertThat(before.toString()).hasSizeGreaterThan(10).doesNotContain("[erased]");

      Program.Ended rotated =
          assay.run("keys", "rotate", "root", "--new-version", "--no-wait", "--reason", "yearly");
      assertThat(rotated.exitCode()).as(rotated.toString()).isZero();
      server.kill();
      server.restart();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(status(server).path("wrappedBy").toString()).doesNotContain("file:1"));
      assertThat(assay.run("keys", "status").out()).contains("file:2", "rotation   root");

      server.kill();
      dropTheOldVersion(rootKey);
      server.restart();

      assertThat(output(server, run)).isEqualTo(before);
      assertThat(output(server, run(api(server))).toString()).doesNotContain("[erased]");
    }
  }

  private static void assertThatNothingIsThereToExchange(Program assay) {
    assertThat(assay.run("keys", "status").out()).contains("none yet");
    Program.Ended early =
        assay.run("keys", "rotate", "root", "--new-version", "--reason", "too early");
    assertThat(early.exitCode()).isEqualTo(1);
    assertThat(early.err()).contains("before the first text is sealed");
  }

  private static void dropTheOldVersion(Path rootKey) throws IOException {
    List<String> versions = Files.readAllLines(rootKey);
    assertThat(versions).hasSize(2);
    Files.write(rootKey, versions.stream().filter(line -> !line.startsWith("1:")).toList());
  }

  private static Api api(ServerProcess server) {
    return Api.withRoles(server.url(), server.dataDir(), "designer,operator,agent-runner");
  }

  private static JsonNode status(ServerProcess server) {
    return Api.withRoles(server.url(), server.dataDir(), "platform-admin").get("/keys").body();
  }

  private static String run(Api api) {
    api.put("/agents/rotated", ExecutionControlTest.anAgentOn("default"));
    Answer started =
        api.post(
            "/agents/rotated/executions",
            Map.of("input", Map.of("document", "It rains."), "subjectId", "patient-1"));
    assertThat(started.status()).as(started.toString()).isEqualTo(202);
    return started.body().get("agentExecutionId").stringValue();
  }

  private static JsonNode output(ServerProcess server, String run) {
    JsonNode[] found = {JsonMapper.shared().nullNode()};
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              found[0] = api(server).get("/agent-executions/" + run).body();
              assertThat(found[0].path("status").asString("")).isEqualTo("COMPLETED");
            });
    return found[0].path("output");
  }
}
