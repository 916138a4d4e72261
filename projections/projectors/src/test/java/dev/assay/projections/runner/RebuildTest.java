package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.executions.ExecutionsProjector;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildRefused;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A read model is filled anew beside the live one, compared, put in its place, and back. */
class RebuildTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ReadModel EXECUTIONS = ReadModels.EXECUTIONS;

  private final Harness harness = new Harness();
  private final Builds builds =
      new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR));
  private final JdbcTemplate superuser = new JdbcTemplate(harness.database.superuser());
  private final List<ProjectionRunners> started = new ArrayList<>();

  @BeforeEach
  void aStoryIsRecorded() {
    harness.story.all();
    record(300);
  }

  @AfterEach
  void close() {
    started.forEach(ProjectionRunners::stop);
    harness.close();
  }

  @Test
  void shouldFillEveryReadModelAnewWithEqualRowsAndTakeItsPlace() {
    start(ProjectionConfiguration.projectors());
    for (ReadModel model : ReadModels.all()) {
      awaitLive(model, 1);
      builds.begin(model, harness.record.position(), 3, Promotion.AUTO, "test");
    }
    record(50);

    for (ReadModel model : ReadModels.all()) {
      Build live = awaitLive(model, 2);
      JsonNode comparison = JsonMapper.shared().readTree(live.comparison());
      assertThat(comparison.get("equal").booleanValue()).as("%s", comparison).isTrue();
      assertThat(comparison.at("/tables/0/liveRows").longValue()).isPositive();
      assertThat(live.failure()).isNull();
    }
    record(50);
    awaitPosition(EXECUTIONS, 2);
    assertThat(rows("executions")).isEqualTo(rows("executions_v1_b2"));
    assertThat(harness.registry.get("assay.projection.position").tag("build", "live").gauges())
        .hasSize(ReadModels.all().size());
  }

  @Test
  void shouldGoBackWithoutLosingWhatCameSince() {
    start(List.of(new ExecutionsProjector()));
    awaitLive(EXECUTIONS, 1);
    builds.begin(EXECUTIONS, harness.record.position(), 2, Promotion.AUTO, "test");
    awaitLive(EXECUTIONS, 2);
    record(30);
    awaitPosition(EXECUTIONS, 1);

    Build old = buildOf(1);
    assertThat(old.state()).isEqualTo(BuildState.RETIRED);
    builds.wantBack(old);

    awaitLive(EXECUTIONS, 1);
    assertThat(rows("executions")).hasSize(rows("executions_v1").size()).hasSizeGreaterThan(330);
  }

  @Test
  void shouldWaitForAnOperatorWhereTheRowsDiffer() {
    start(List.of(new ExecutionsProjector()));
    awaitLive(EXECUTIONS, 1);
    awaitPosition(EXECUTIONS, 1);
    superuser.update(
        "UPDATE read_model.executions_v1 SET priority = priority + 1 WHERE execution_id = ?",
        harness.story.execution.value());

    builds.begin(EXECUTIONS, harness.record.position(), 2, Promotion.AUTO, "test");
    Build ready =
        await().atMost(SOON).until(() -> buildOf(2), it -> it.state() == BuildState.READY);

    assertThat(ready.failure()).contains("differ");
    assertThat(ready.comparison()).contains("\"equal\":false");
    assertThat(builds.live("executions").orElseThrow().build()).isEqualTo(1);
    builds.wantPromotion("executions");
    awaitLive(EXECUTIONS, 2);
  }

  @Test
  void shouldRestAndGoOn() {
    start(List.of(new ExecutionsProjector()), 200);
    awaitLive(EXECUTIONS, 1);
    builds.begin(EXECUTIONS, harness.record.position(), 2, Promotion.AUTO, "test");
    await().atMost(SOON).until(() -> buildOf(2).events() > 0);
    builds.pause("executions", true);
    await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
    long resting = buildOf(2).events();
    await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> buildOf(2).events() == resting);
    assertThat(buildOf(2).state()).isEqualTo(BuildState.LOADING);

    builds.pause("executions", false);
    awaitLive(EXECUTIONS, 2);
  }

  @Test
  void shouldGoOnWhereAStoppedProcessLeftOff() {
    start(List.of(new ExecutionsProjector()), 200);
    awaitLive(EXECUTIONS, 1);
    builds.begin(EXECUTIONS, harness.record.position(), 2, Promotion.AUTO, "test");
    await().atMost(SOON).until(() -> buildOf(2).events() > 0);
    killAll();
    started.removeLast().stop();
    long reached = buildOf(2).loaded();

    start(List.of(new ExecutionsProjector()));

    awaitLive(EXECUTIONS, 2);
    assertThat(reached).isLessThan(harness.record.position());
    assertThat(rows("executions_v1")).isEqualTo(rows("executions_v1_b2"));
  }

  @Test
  void shouldParkWhatItCannotReadLoadTheRestAndWaitForAnOperator() {
    harness.record.append(
        harness.story.tenant,
        "WorkflowExecution",
        Uuids.next(),
        "workflow-execution.moved",
        1,
        "{}");
    record(5);
    start(List.of(new ExecutionsProjector()));
    awaitLive(EXECUTIONS, 1);
    awaitPosition(EXECUTIONS, 1);

    builds.begin(EXECUTIONS, harness.record.position(), 2, Promotion.AUTO, "test");
    Build ready =
        await().atMost(SOON).until(() -> buildOf(2), it -> it.state() == BuildState.READY);
    assertThat(ready.deadLetters()).isEqualTo(1);
    assertThat(ready.failure()).isNull();
    await().during(Duration.ofMillis(600)).until(() -> buildOf(2).state() == BuildState.READY);

    // The letter of the live one is another: it stays.
    harness.jdbc.update(
        "UPDATE read_model.dead_letter SET status = 'DISCARDED', ended_at = now() WHERE build = 2");
    awaitLive(EXECUTIONS, 2);
    assertThat(buildOf(1).deadLetters()).isEqualTo(1);
    assertThat(buildOf(2).deadLetters()).isZero();
  }

  @Test
  void shouldRefuseNonsense() {
    start(List.of(new ExecutionsProjector()), 50);
    awaitLive(EXECUTIONS, 1);
    assertThatThrownBy(() -> builds.pause("executions", true)).isInstanceOf(BuildRefused.class);
    assertThatThrownBy(() -> builds.abort("executions")).isInstanceOf(BuildRefused.class);
    assertThatThrownBy(() -> builds.wantPromotion("executions")).isInstanceOf(BuildRefused.class);
    builds.begin(EXECUTIONS, harness.record.position(), 1, Promotion.AUTO, "test");
    assertThatThrownBy(
            () -> builds.begin(EXECUTIONS, harness.record.position(), 1, Promotion.AUTO, "again"))
        .isInstanceOf(BuildRefused.class)
        .hasMessageContaining("under way");
    assertThatThrownBy(() -> builds.promote(buildOf(2), Duration.ZERO))
        .isInstanceOf(BuildRefused.class);

    assertThatThrownBy(() -> builds.wantBack(buildOf(2)))
        .isInstanceOf(BuildRefused.class)
        .hasMessageContaining("way back");
    builds.abort("executions");

    await().atMost(SOON).until(() -> builds.of("executions").size() == 1);
    assertThat(
            superuser.queryForObject(
                "SELECT to_regclass('read_model.executions_v1_b2') IS NULL", Boolean.class))
        .isTrue();
  }

  @Test
  void shouldFillANewVersionByItselfAndServeTheOldOneUntilThen() {
    start(List.of(new ExecutionsProjector()));
    awaitLive(EXECUTIONS, 1);
    started.removeLast().stop();
    superuser.execute(
        """
        SET ROLE assay_owner;
        CREATE TABLE read_model.executions_v2 (LIKE read_model.executions_v1 INCLUDING ALL);
        CREATE TABLE read_model.execution_tasks_v2 (LIKE read_model.execution_tasks_v1 INCLUDING ALL);
        SELECT read_model.protect('executions_v2'), read_model.protect('execution_tasks_v2');
        SELECT read_model.register('executions', 2, 'executions');
        SELECT read_model.register('executions', 2, 'execution_tasks');
        """);

    start(List.of(new ExecutionsProjector(), new SecondVersion(EXECUTIONS.views())), 500);

    await().atMost(SOON).until(() -> builds.next("executions").isPresent());
    record(5);
    Build old = builds.live("executions").orElseThrow();
    assertThat(old.version()).isEqualTo(1);
    awaitPosition(EXECUTIONS, 1);
    Build live =
        await()
            .atMost(SOON)
            .until(() -> builds.live("executions").orElseThrow(), it -> it.version() == 2);
    assertThat(live.requestedBy()).isEqualTo("upgrade");
    assertThat(rows("executions")).isEqualTo(rows("executions_v2_b2"));
  }

  @Test
  void shouldSwitchToOtherColumnsAndViewsAndBack() {
    start(List.of(new ExecutionsProjector()));
    awaitLive(EXECUTIONS, 1);
    started.removeLast().stop();
    superuser.execute(
        """
        SET ROLE assay_owner;
        CREATE TABLE read_model.executions_v2 (remark text, LIKE read_model.executions_v1 INCLUDING ALL);
        CREATE TABLE read_model.execution_remarks_v2 (LIKE read_model.execution_tasks_v1 INCLUDING ALL);
        SELECT read_model.protect('executions_v2'), read_model.protect('execution_remarks_v2');
        SELECT read_model.register('executions', 2, 'executions');
        SELECT read_model.register('executions', 2, 'execution_remarks');
        """);
    assertThat(rows("execution_remarks")).isEmpty();
    assertThat(columns("executions")).endsWith("remark");

    start(
        List.of(
            new ExecutionsProjector(),
            new SecondVersion(List.of("executions", "execution_remarks"))));

    Build second =
        await()
            .atMost(SOON)
            .until(() -> builds.live("executions").orElseThrow(), it -> it.version() == 2);
    assertThat(columns("executions")).startsWith("remark");
    assertThat(JsonMapper.shared().readTree(second.comparison()).get("tables")).hasSize(1);
    assertThat(rows("execution_tasks")).isNotEmpty();
    builds.wantBack(buildOf(1));
    awaitLive(EXECUTIONS, 1);
    assertThat(columns("executions")).endsWith("remark");
    assertThat(rows("executions")).hasSizeGreaterThan(300);
  }

  /** Fills what it has of the columns and views of the first one, under another version. */
  private static final class SecondVersion implements Projector {
    private final Projector first = new ExecutionsProjector();
    private final List<String> views;

    SecondVersion(List<String> views) {
      this.views = views;
    }

    @Override
    public ReadModel readModel() {
      return new ReadModel("executions", 2, "The next one.", EXECUTIONS.aggregateTypes(), views);
    }

    @Override
    public List<RowChange> changes(dev.assay.eventstore.reader.StoredEvent event) {
      return first.changes(event).stream()
          .filter(it -> views.stream().anyMatch(it.view()::equals))
          .toList();
    }
  }

  private void start(List<Projector> projectors) {
    start(projectors, 0);
  }

  private void start(List<Projector> projectors, long eventsPerSecond) {
    ProjectionProperties usual = ProjectionProperties.DEFAULT;
    ProjectionRunners runners =
        harness.runners(
            projectors,
            new ProjectionProperties(
                usual.maxBatch(),
                usual.maxWrite(),
                usual.takeoverPoll(),
                usual.maxBackoff(),
                new ProjectionProperties.Rebuild(2, 2, eventsPerSecond, Duration.ofHours(1))));
    started.add(runners);
    runners.start();
  }

  /** As a crash of the process would. */
  private void killAll() {
    superuser.queryForList(
        """
        SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """);
  }

  private void record(int executions) {
    for (int i = 0; i < executions; i++) {
      ExecutionId id = new ExecutionId(Uuids.next());
      harness.record.append(harness.story.tenant, id, harness.story.started(id));
    }
  }

  private Build buildOf(int number) {
    return builds.of("executions").stream()
        .filter(it -> it.build() == number)
        .findFirst()
        .orElseThrow();
  }

  private Build awaitLive(ReadModel model, int build) {
    return await()
        .atMost(SOON)
        .until(() -> builds.live(model.name()).orElseThrow(), it -> it.build() == build);
  }

  private void awaitPosition(ReadModel model, int build) {
    await()
        .atMost(SOON)
        .until(
            () ->
                builds.of(model.name()).stream()
                    .anyMatch(
                        it -> it.build() == build && it.loaded() == harness.record.position()));
  }

  private List<String> columns(String view) {
    return superuser.queryForList(
        """
        SELECT column_name FROM information_schema.columns
        WHERE table_schema = 'read_model' AND table_name = ? ORDER BY ordinal_position
        """,
        String.class,
        view);
  }

  private List<String> rows(String table) {
    return superuser.queryForList(
        "SELECT t::text FROM read_model.%s t ORDER BY 1".formatted(table), String.class);
  }
}
