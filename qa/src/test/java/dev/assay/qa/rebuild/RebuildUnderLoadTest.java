package dev.assay.qa.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.qa.support.Api;
import dev.assay.qa.support.QuickStart;
import dev.assay.qa.support.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every read model is filled anew while clients write and read and the server is killed. Run it
 * alone, and harder, with {@code -Dtest=RebuildUnderLoadTest -Drebuild.rounds=… -Drebuild.kills=…}.
 */
class RebuildUnderLoadTest {
  private static final List<String> JVM =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");
  private static final int WARM_UP = 40;
  private static final Duration SETTLED = Duration.ofMinutes(3);

  private final RebuildSettings settings = RebuildSettings.fromProperties();
  private final Faults faults = new Faults();
  private final Uptime uptime = new Uptime();
  private final Population population = new Population();
  private final Sightings sightings = new Sightings(faults);

  @Test
  void shouldNeitherFailNorForgetNorGoBackWhileReadModelsAreFilledAnew(@TempDir Path folder)
      throws Exception {
    System.out.println("Rebuild harness: " + settings);
    Map<String, String> environment =
        Map.of(
            "ASSAY_PROJECTIONS_REBUILD_MAXEVENTSPERSECOND",
            Integer.toString(settings.eventsPerSecond()));
    List<String> jvm = new ArrayList<>(JVM);
    jvm.addAll(QuickStart.options());
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"), environment, jvm)) {
      Contents contents = new Contents(server.dataDir());
      Client client = client(server, "qa");
      Operator operator = new Operator(client, settings.seed());
      Killing killing = new Killing(server, uptime, contents, settings);
      Reader reader = new Reader(client, population, sightings);
      String workflow = new Definitions(client).workflow().orElseThrow();
      Writer writer = new Writer(client, client(server, "rita"), reader, population, workflow);
      Load load = load(writer, reader);
      try {
        await().atMost(SETTLED).until(() -> population.size() >= WARM_UP);
        rebuildEverything(operator, killing);
      } finally {
        load.stop();
      }
      report(contents, client, operator, killing);
      assertThat(faults.take()).isEmpty();
      assertThat(client.answers()).as("answers that were looked at").isGreaterThan(200);
      assertThat(killing.hit()).as("kills that fell into rebuilds").anyMatch(it -> !it.isEmpty());
      aColdRebuildHoldsTheSame(contents, operator);
      new SpoiltReadModels(contents, faults).areFound(operator, reader, writer);
    }
  }

  private Client client(ServerProcess server, String subject) {
    return new Client(
        () ->
            Api.withRoles(
                server.url(),
                server.dataDir(),
                "tenant-admin,designer,operator,reviewer,auditor,agent-runner",
                "demo",
                subject),
        uptime,
        faults);
  }

  private Load load(Writer writer, Reader reader) {
    Load load = new Load(settings.seed(), faults);
    for (int i = 0; i < settings.writers(); i++) {
      load.start(writer);
    }
    for (int i = 0; i < settings.readers(); i++) {
      load.start(reader);
    }
    return load;
  }

  /** The kills are spread over the rebuilds. */
  private void rebuildEverything(Operator operator, Killing killing) throws InterruptedException {
    List<ReadModel> models = ReadModels.all();
    int rebuilds = settings.rebuilds(models.size());
    for (int i = 0; i < rebuilds; i++) {
      ReadModel model = models.get(i % models.size());
      operator.begin(model);
      operator.interfere(model);
      if ((i + 1) * settings.kills() / rebuilds > i * settings.kills() / rebuilds) {
        killing.once(() -> operator.begin(model));
      }
      operator.end(model);
      operator.goBackSometimes(model);
    }
  }

  /** From the first event on, while nothing else goes on. */
  private void aColdRebuildHoldsTheSame(Contents contents, Operator operator)
      throws InterruptedException {
    await()
        .atMost(SETTLED)
        .pollInterval(Duration.ofMillis(200))
        .during(Duration.ofSeconds(2))
        .until(() -> contents.pending() == 0);
    long head = contents.head();
    Map<String, String> grown = contents.hashes(head);
    for (ReadModel model : ReadModels.all()) {
      operator.begin(model);
      operator.end(model);
    }
    assertThat(faults.take()).isEmpty();
    assertThat(contents.hashes(head)).isEqualTo(grown);
    assertThat(grown.get("executions")).doesNotStartWith("0 ");
  }

  private void report(Contents contents, Client client, Operator operator, Killing killing) {
    System.out.printf(
        "Rebuild harness: %d events, %d answers, %d of them late, %s, kills in %s%n",
        contents.head(), client.answers(), client.late(), operator.done(), killing.hit());
  }
}
