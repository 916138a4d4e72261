package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.executions.ExecutionsProjector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ProjectionRunnersTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Harness harness = new Harness();
  private final List<ProjectionRunners> started = new ArrayList<>();

  @AfterEach
  void close() {
    started.forEach(ProjectionRunners::stop);
    harness.close();
  }

  @Test
  void shouldBringEveryProjectionToTheHeadAndKeepItThere() {
    harness.story.all();
    start(ProjectionConfiguration.projectors());
    awaitPosition("executions");

    ExecutionId next = new ExecutionId(Uuids.next());
    harness.record.append(harness.story.tenant, next, harness.story.started(next));

    ProjectionConfiguration.projectors().forEach(it -> awaitPosition(it.readModel().name()));
    assertThat(
            harness
                .registry
                .get("assay.projection.position")
                .tag("projection", "audit-events")
                .gauge()
                .value())
        .isEqualTo(harness.record.position());
    assertThat(harness.registry.get("assay.projection.dead.letters").gauges())
        .allSatisfy(gauge -> assertThat(gauge.value()).isZero());
  }

  @Test
  void shouldShowAnEventWithinMomentsOfItsRecording() {
    start(ProjectionConfiguration.projectors());
    record(20);
    awaitPosition("executions");
    List<Long> micros = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long start = System.nanoTime();
      record(1);
      while (positionOf("executions") < harness.record.position()) {
        Thread.onSpinWait();
      }
      micros.add((System.nanoTime() - start) / 1_000);
    }
    micros.sort(null);
    System.out.printf(
        "event to read model: median %d us, P95 %d us%n", micros.get(50), micros.get(95));
    // The aim is 100 ms; the limit here leaves room for a machine that builds something else, too.
    assertThat(micros.get(95)).isLessThan(1_000_000);
  }

  @Test
  void shouldGoOnWhereAKilledOwnerLeftOff() {
    start(List.of(new ExecutionsProjector()));
    record(10);
    awaitPosition("executions");
    start(List.of(new ExecutionsProjector()));
    JdbcTemplate superuser = new JdbcTemplate(harness.database.superuser());

    for (int kill = 0; kill < 5; kill++) {
      record(20);
      assertThat(killOwner(superuser)).as("owners killed").isEqualTo(1);
      record(20);
      awaitPosition("executions");
    }

    assertThat(
            harness.jdbc.queryForObject(
                "SELECT count(*) FROM read_model.executions_v1", Long.class))
        .isEqualTo(10 + 5 * 40);
  }

  /** Ends the session that holds the projection's lock, as a crash of its process would. */
  private static int killOwner(JdbcTemplate superuser) {
    String owners =
        """
        FROM pg_locks WHERE locktype = 'advisory' AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND (classid::bigint << 32 | objid::bigint)
            = hashtextextended('assay.projection.executions v1 build 1', 0)
        """;
    await().atMost(SOON).until(() -> superuser.queryForList("SELECT pid " + owners).size() == 1);
    return superuser.queryForList("SELECT pg_terminate_backend(pid) " + owners).size();
  }

  private void start(List<Projector> projectors) {
    ProjectionRunners runners = harness.runners(projectors);
    started.add(runners);
    runners.start();
  }

  private void record(int executions) {
    for (int i = 0; i < executions; i++) {
      ExecutionId id = new ExecutionId(Uuids.next());
      harness.record.append(harness.story.tenant, id, harness.story.started(id));
    }
  }

  private void awaitPosition(String projection) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> assertThat(positionOf(projection)).isEqualTo(harness.record.position()));
  }

  private long positionOf(String projection) {
    return harness
        .jdbc
        .queryForList(
            "SELECT position FROM read_model.projection_position WHERE projection = ?",
            Long.class,
            projection)
        .stream()
        .findFirst()
        .orElse(-1L);
  }
}
