package dev.assay.qa.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.qa.support.Api;
import dev.assay.qa.support.QuickStart;
import dev.assay.qa.support.ServerProcess;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * SIGKILL at random times while executions run. Run it alone, and harder, with {@code
 * -Dtest=CrashTest -Dcrash.kills=… -Dcrash.executions=… -Dcrash.seed=…}.
 */
class CrashTest {
  /** Quick to start, since it starts so often. */
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private static final int MUTATIONS = 30;

  private final CrashSettings settings = CrashSettings.fromProperties();

  @Test
  void shouldEndEveryAcceptedExecutionOnceHoweverOftenTheServerIsKilled(@TempDir Path folder)
      throws Exception {
    System.out.println("Crash harness: " + settings);
    Path dataDir = folder.resolve("data");
    List<String> jvm = concat(JVM, QuickStart.options());
    try (ServerProcess server = ServerProcess.start(dataDir, Map.of(), jvm)) {
      DatabaseOnDisk database = new DatabaseOnDisk(dataDir);
      Submissions submissions = submissions(server);
      Killer killer =
          new Killer(
              server, () -> database.executionsGoingOn() > 0, settings.seed(), settings.spreadMs());
      try {
        killAndSubmit(submissions, killer);
        awaitEnd(database, submissions);
      } finally {
        submissions.stop();
      }
      List<RecordedEvent> events = database.events();
      Resumption resumption = Resumption.after(killer.kills(), events);
      report(events, killer, resumption);

      assertThat(findings(database, events, submissions.answers())).isEmpty();
      assertThat(resumption.first()).as("kills that hit work").isNotEmpty();
      assertThat(resumption.first())
          .as("how long work stood still (-Dcrash.resume.max)")
          .allSatisfy(still -> assertThat(still).isLessThan(settings.resumeMax()));
      assertThatDamageWouldBeFound(events, submissions.answers());
      assertThatTheRecordVerifies(server, folder, events.size());
    }
  }

  /** All of it, by the verifier that outsiders have, in an export that a kill fell into as well. */
  private static void assertThatTheRecordVerifies(ServerProcess server, Path folder, int events)
      throws IOException, InterruptedException {
    Report report = new KilledExport(server).verified(folder.resolve("record.zip"));
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
    assertThat((Long) report.facts().get("events"))
        .as("the export's own request comes on top")
        .isBetween(events / 2L, events + 100L);
  }

  /**
   * Some work lies ready at the start, more comes with every kill: each finds executions running.
   */
  private void killAndSubmit(Submissions submissions, Killer killer) throws InterruptedException {
    int atOnce = settings.executions() / 4;
    int allowed = atOnce;
    submissions.allow(atOnce);
    submissions.start();
    for (int kill = 1; kill <= settings.kills(); kill++) {
      killer.killOnce();
      int soFar = atOnce + (settings.executions() - atOnce) * kill / settings.kills();
      submissions.allow(soFar - allowed);
      allowed = soFar;
    }
    submissions.allow(settings.executions() - allowed);
    killer.awaitReady();
  }

  private void awaitEnd(DatabaseOnDisk database, Submissions submissions)
      throws InterruptedException {
    assertThat(submissions.awaitAll(settings.endMax().toSeconds()))
        .as("all are submitted: %s", submissions.answers().size())
        .isTrue();
    await("every execution has ended or waits for a person")
        .atMost(settings.endMax())
        .pollInterval(Duration.ofMillis(500))
        .until(() -> database.executionsGoingOn() == 0);
    await("all that follows from it is done")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(1))
        .until(() -> database.pending() == 0);
  }

  private static List<String> findings(
      DatabaseOnDisk database, List<RecordedEvent> events, Map<String, List<UUID>> answers) {
    Findings findings = new Findings();
    StateRules.check(database, events, findings);
    return concat(RecordRules.findings(events, answers), findings.all());
  }

  /** The negative control, on the very record that was found sound. */
  private void assertThatDamageWouldBeFound(
      List<RecordedEvent> events, Map<String, List<UUID>> answers) {
    Random random = new Random(settings.seed());
    for (int i = 0; i < MUTATIONS; i++) {
      RecordedEvent victim = events.get(random.nextInt(events.size()));
      assertThat(RecordRules.findings(Damage.without(events, victim), answers))
          .as("without %s", victim)
          .isNotEmpty();
      assertThat(RecordRules.findings(Damage.twice(events, victim), answers))
          .as("twice %s", victim)
          .isNotEmpty();
    }
  }

  private Submissions submissions(ServerProcess server) throws IOException {
    Api designer = Api.withRoles(server.url(), server.dataDir(), "designer");
    for (String agent : List.of("drafter", "judge")) {
      Api.Answer answer =
          designer.put(
              "/agents/crash-" + agent, JsonMapper.shared().readTree(resource(agent + ".json")));
      assertThat(answer.status()).as("%s", answer).isIn(200, 201);
    }
    Api.Answer workflow =
        designer.send(
            "POST", "/workflows", resource("workflow.yaml"), "application/yaml", Map.of());
    assertThat(workflow.status()).as("%s", workflow).isEqualTo(201);
    return new Submissions(
        () -> Api.withRoles(server.url(), server.dataDir(), "agent-runner"),
        workflow.body().get("workflowId").asString(),
        "crash-" + settings.seed(),
        settings.executions());
  }

  private static void report(List<RecordedEvent> events, Killer killer, Resumption resumption) {
    System.out.printf(
        "Crash harness: %d kills, %d executions, %d events%n",
        killer.kills().size(), ExecutionRules.statuses(events).size(), events.size());
    System.out.println("  kill to ready:               " + Resumption.describe(killer.toReady()));
    System.out.println("  kill to the first resumed:   " + Resumption.describe(resumption.first()));
    System.out.println("  kill to each one's next:     " + Resumption.describe(resumption.each()));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(CrashTest.class.getResourceAsStream("/crash/" + name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> concat(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }
}
