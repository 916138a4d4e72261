package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.letters.LetterOrders;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.projections.costs.CostsProjector;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import dev.assay.projections.testing.Story;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sums of costs are those of the calls, whichever way the calls are taken in. */
class CostSumsTest {
  private static final Instant FIRST_DAY = Instant.parse("2026-10-24T22:50:00Z");

  private final Harness harness = new Harness();
  private final Story story = harness.story;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldSumWhatEndsByHourAndDayAndBelongsToModelAgentAndWorkflow() throws Exception {
    harness.record.from(Instant.parse("2026-11-20T23:59:00Z"));
    story.executionStarted();
    story.drafted();
    harness.record.from(Instant.parse("2026-11-21T00:01:00Z"));
    story.validationEscalated();
    ran(WorkOwner.Kind.JUDGE, story.validation.value(), "0.5");
    ran(WorkOwner.Kind.REPLY, Uuids.next(), "0.25");

    harness.project(new CostsProjector());

    assertThat(lines("WORKFLOW", "DAY"))
        .containsExactly(
            "2026-11-20 " + story.workflow + " 2 1 0.0012",
            "2026-11-21 " + story.workflow + " 1 0 0.5",
            "2026-11-21  1 0 0.25");
    assertThat(lines("AGENT", "HOUR"))
        .containsExactly("2026-11-20 summariser 2 1 0.0012", "2026-11-21 summariser 2 0 0.75");
    assertThat(lines("MODEL", "DAY"))
        .containsExactly(
            "2026-11-20 offline extractive-1 2 1 0.0012",
            "2026-11-21 offline m-0.5 1 0 0.5",
            "2026-11-21 offline m-0.25 1 0 0.25");
  }

  @Test
  void shouldHoldTheSameSumsWhetherAddedUpOrSummedAnewOrLoadedInBulk() throws Exception {
    System.out.println("Calls by seed " + seed);
    for (int tenant = 0; tenant < 3; tenant++) {
      Story one = new Story(harness.record);
      harness.record.from(FIRST_DAY);
      one.executionStarted();
      one.validationEscalated();
      for (int i = 0; i < 40; i++) {
        harness.record.from(FIRST_DAY.plus(Duration.ofMinutes(random.nextInt(5_000))));
        WorkOwner.Kind[] kinds = WorkOwner.Kind.values();
        WorkOwner.Kind kind = kinds[random.nextInt(kinds.length)];
        var owner = kind == WorkOwner.Kind.TASK ? one.execution.value() : one.validation.value();
        one.agentRan(
            random.nextInt(5) == 0 ? null : new WorkOwner(kind, owner, "1:length"),
            "m-" + random.nextInt(3),
            BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(5)));
      }
    }
    CostsProjector projector = new CostsProjector();
    harness.project(projector);
    ModelBuild first = ModelBuild.first(projector.readModel());
    List<String> added = sums(first);
    assertThat(added).hasSizeGreaterThan(50);

    harness.jdbc.query(
        """
        SELECT read_model.sum_costs('_v1', tenant_id, day) FROM (
          SELECT DISTINCT tenant_id, date_trunc('day', ended_at, 'UTC') AS day FROM read_model.cost_calls_v1) days
        """,
        row -> {});
    assertThat(sums(first)).isEqualTo(added);

    ModelBuild second = loaded(projector);
    assertThat(sums(second)).isEqualTo(added);
  }

  @Test
  void shouldGiveTheWorkflowItsCostsWhenItsExecutionWasADeadLetter() throws Exception {
    Stubborn projector = new Stubborn(new CostsProjector(), "workflow-execution.started");
    story.executionStarted();
    story.drafted();
    story.validationEscalated();
    ran(WorkOwner.Kind.JUDGE, story.validation.value(), "0.5");
    harness.project(projector);
    assertThat(names("WORKFLOW")).containsOnly("");

    projector.mend();
    new LetterOrders(harness.jdbc, harness.database.databases().transaction(DatabaseRole.PROCESSOR))
        .retryAll(LetterTable.PROJECTION, "costs", story.tenant.value());
    tryWanted(projector);

    assertThat(names("WORKFLOW")).containsOnly(story.workflow.toString());
    assertThat(calls("WORKFLOW")).isEqualTo(3).isEqualTo(calls("MODEL")).isEqualTo(calls("AGENT"));
  }

  private void ran(WorkOwner.Kind kind, java.util.UUID owner, String costUsd) {
    story.agentRan(new WorkOwner(kind, owner, "1:length"), "m-" + costUsd, new BigDecimal(costUsd));
  }

  private ModelBuild loaded(CostsProjector projector) throws SQLException {
    Builds builds = new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR));
    int build =
        builds.begin(projector.readModel(), harness.record.position(), 1, Promotion.MANUAL, "test");
    ModelBuild second = new ModelBuild(projector.readModel(), build);
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      connection.setAutoCommit(false);
      List<EventChange> changes =
          harness.reader.after(0, 10_000).stream()
              .filter(event -> projector.readModel().takesIn(event.aggregateType()))
              .flatMap(
                  event -> projector.changes(event).stream().map(it -> new EventChange(event, it)))
              .toList();
      new BulkWriter(second).write(connection, FoldedRows.of(changes));
      connection.commit();
    }
    harness.jdbc.update(
        "UPDATE read_model.build_segment SET position = ?", harness.record.position());
    harness.jdbc.query("SELECT read_model.end_loading('costs', 1, ?)", row -> {}, build);
    return second;
  }

  private void tryWanted(Projector projector) throws SQLException {
    ModelBuild build = ModelBuild.first(projector.readModel());
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      connection.setAutoCommit(false);
      assertThat(new LetterRetry(projector, build, harness.reader).tryWanted(connection)).isFalse();
    }
  }

  private List<String> lines(String dimension, String unit) {
    return harness.jdbc.queryForList(
        """
        SELECT concat_ws(' ', (since AT TIME ZONE 'UTC')::date, nullif(provider, ''), name, calls, failures, cost_usd)
        FROM read_model.cost_sums WHERE tenant_id = ? AND dimension = ? AND unit = ? ORDER BY since, calls DESC, name DESC
        """,
        String.class,
        story.tenant.value(),
        dimension,
        unit);
  }

  private List<String> names(String dimension) {
    return harness.jdbc.queryForList(
        "SELECT name FROM read_model.cost_sums WHERE dimension = ?", String.class, dimension);
  }

  private long calls(String dimension) {
    Long calls =
        harness.jdbc.queryForObject(
            "SELECT sum(calls) FROM read_model.cost_sums WHERE dimension = ? AND unit = 'DAY'",
            Long.class,
            dimension);
    return calls == null ? 0 : calls;
  }

  private List<String> sums(ModelBuild build) {
    return harness.jdbc.queryForList(
        "SELECT t::text FROM read_model.%s t ORDER BY 1".formatted(build.table("cost_sums")),
        String.class);
  }
}
