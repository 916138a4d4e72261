package dev.assay.projections.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import dev.assay.projections.testing.Story;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that are folded in memory, and copied in or written to what is there, are those that event
 * by event would have made.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoldedRowsTest {
  private static final int RUNS = 4;

  private final Harness harness = new Harness();
  private final long seed = System.nanoTime();

  @BeforeAll
  void aStoryIsRecorded() {
    System.out.println("Windows by seed " + seed);
    harness.story.all();
    for (int nanos : List.of(499, 500, 501, 1_500, 123_456_500, 999_999_500)) {
      ExecutionId id = new ExecutionId(Uuids.next());
      ExecutionStarted usual = harness.story.started(id);
      harness.record.append(
          harness.story.tenant,
          id,
          new ExecutionStarted(
              id,
              usual.workflowId(),
              usual.namespace(),
              usual.name(),
              usual.version(),
              usual.contentHash(),
              usual.definition(),
              usual.input(),
              usual.priority(),
              Story.DUE.plusNanos(nanos)));
    }
  }

  @AfterAll
  void close() {
    harness.close();
  }

  static Stream<Projector> projectors() {
    return ProjectionConfiguration.projectors().stream();
  }

  @ParameterizedTest
  @MethodSource("projectors")
  void shouldMakeTheSameRowsInWhateverWindows(Projector projector) throws Exception {
    ReadModel model = projector.readModel();
    List<StoredEvent> events = eventsOf(model);
    List<String> expected = eventByEvent(projector, events);
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      ModelBuild build = begin(model);
      int most = 1 + random.nextInt(run == 0 ? 1 : events.size() + 1);
      write(projector, build, events, random, most);

      assertThat(rows(build)).as("windows of up to %d events", most).isEqualTo(expected);
      new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR))
          .abort(model.name());
    }
  }

  @ParameterizedTest
  @MethodSource("projectors")
  void shouldMakeTheSameRowsLiveHoweverOftenEventsComeAgain(Projector projector) throws Exception {
    ReadModel model = projector.readModel();
    List<StoredEvent> events = eventsOf(model);
    List<String> expected = eventByEvent(projector, events);
    Random random = new Random(seed);
    for (int run = 0; run < RUNS; run++) {
      ModelBuild build = begin(model);
      int most = 2 + random.nextInt(run == 0 ? 8 : events.size());
      int atMostAgain = run % 2 == 0 ? 0 : most;
      follow(projector, build, events, random, most, atMostAgain);

      assertThat(rows(build))
          .as("batches of up to %d events, up to %d of them again", most, atMostAgain)
          .isEqualTo(expected);
      new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR))
          .abort(model.name());
    }
  }

  /** The control: a change that is lost shows. */
  @Test
  void shouldNotMakeTheSameRowsWithoutTheLastEvent() throws Exception {
    Projector projector = new dev.assay.projections.executions.ExecutionsProjector();
    harness.forgetPosition(projector);
    harness.project(projector);
    List<StoredEvent> events = new ArrayList<>(eventsOf(projector.readModel()));
    events.removeLast();
    ModelBuild build = begin(projector.readModel());
    write(projector, build, events, new Random(seed), events.size());

    assertThat(rows(build)).isNotEqualTo(rows(ModelBuild.first(projector.readModel())));
    new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR)).abort("executions");
  }

  private List<StoredEvent> eventsOf(ReadModel model) {
    return harness.reader.after(0, 10_000).stream()
        .filter(event -> model.takesIn(event.aggregateType()))
        .toList();
  }

  /** What nothing is folded for: one event, one transaction. */
  private List<String> eventByEvent(Projector projector, List<StoredEvent> events)
      throws Exception {
    ModelBuild build = begin(projector.readModel());
    RowWriter writer = new RowWriter(build);
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      for (StoredEvent event : events) {
        writer.write(connection, changes(projector, List.of(event)));
      }
    }
    completed(build);
    List<String> rows = rows(build);
    new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR))
        .abort(projector.readModel().name());
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private void follow(
      Projector projector,
      ModelBuild build,
      List<StoredEvent> events,
      Random random,
      int most,
      int atMostAgain)
      throws Exception {
    RowWriter writer = new RowWriter(build);
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      int to = 0;
      while (to < events.size()) {
        int from = Math.max(0, to - random.nextInt(atMostAgain + 1));
        to = Math.min(events.size(), to + 1 + random.nextInt(most));
        writer.writeTogether(connection, changes(projector, events.subList(from, to)));
      }
    }
    completed(build);
  }

  private static List<EventChange> changes(Projector projector, List<StoredEvent> events) {
    List<EventChange> changes = new ArrayList<>();
    for (StoredEvent event : events) {
      projector.changes(event).forEach(it -> changes.add(new EventChange(event, it)));
    }
    return changes;
  }

  private ModelBuild begin(ReadModel model) {
    Builds builds = new Builds(harness.database.databases().dataSource(DatabaseRole.PROCESSOR));
    return new ModelBuild(
        model, builds.begin(model, harness.record.position(), 1, Promotion.MANUAL, "test"));
  }

  private void write(
      Projector projector, ModelBuild build, List<StoredEvent> events, Random random, int most)
      throws Exception {
    BulkWriter writer = new BulkWriter(build);
    try (Connection connection =
        harness.database.connections(DatabaseRole.PROCESSOR).getConnection()) {
      connection.setAutoCommit(false);
      int from = 0;
      while (from < events.size()) {
        int to = Math.min(events.size(), from + 1 + random.nextInt(most));
        writer.write(connection, FoldedRows.of(changes(projector, events.subList(from, to))));
        connection.commit();
        from = to;
      }
    }
    completed(build);
  }

  /** What the database adds to rows when all are loaded. */
  private void completed(ModelBuild build) {
    String more = "SELECT read_model.make_index_of(?, ?, ?)";
    while (Boolean.TRUE.equals(
        harness.jdbc.queryForObject(
            more, Boolean.class, build.model().name(), build.model().version(), build.build()))) {}
  }

  private List<String> rows(ModelBuild build) {
    return build.model().views().stream()
        .flatMap(
            view ->
                harness
                    .jdbc
                    .queryForList(
                        "SELECT t::text FROM read_model.%s t ORDER BY 1"
                            .formatted(build.table(view)),
                        String.class)
                    .stream())
        .toList();
  }
}
