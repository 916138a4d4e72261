package dev.assay.projections.bench;

import static org.awaitility.Awaitility.await;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.RecentEvents;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.FixedKeys;
import dev.assay.projections.executions.ExecutionsProjector;
import dev.assay.projections.runner.ProjectionProperties;
import dev.assay.projections.runner.ProjectionRunners;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import dev.assay.projections.testing.ReadModelDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The read model {@code executions} filled anew from a million events, beside {@link RawRebuild} on
 * as many threads, in rounds that alternate; fsync on. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl projections/projectors -am test -Dtest=RebuildBenchmark -Dtests.compiler=4 -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.events} (default 1,000,000, a multiple of 1,000), {@code
 * -Dassay.bench.rounds} (default 3) and {@code -Dassay.bench.segments} (default 2), also of indexes
 * at a time. Asserts only that the rows are equal.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class RebuildBenchmark {
  private static final int EVENTS = Integer.getInteger("assay.bench.events", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("assay.bench.rounds", 3);
  private static final int SEGMENTS = Integer.getInteger("assay.bench.segments", 2);
  private static final int SHARED_EVENTS = 2_000;
  private static final long SHARED_BYTES = 32L << 20;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final String NAME = "executions";

  private final EmbeddedDatabase database =
      EmbeddedDatabase.createDurable(ReadModelDatabase.MIGRATIONS);
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final Builds builds = new Builds(database.databases().dataSource(DatabaseRole.PROCESSOR));
  private final RawRebuild raw = new RawRebuild(database.superuser());

  @Test
  void besideARawLoop() throws Exception {
    ManyExecutions executions = new ManyExecutions(superuser);
    executions.record(EVENTS);
    executions.order(EVENTS);
    ProjectionRunners runners = runners();
    long start = System.nanoTime();
    runners.start();
    awaitBuild(it -> it.state() == BuildState.LIVE && it.loaded() == EVENTS);
    print("followed as the live read model", (System.nanoTime() - start) / 1e9);
    for (int round = 1; round <= ROUNDS; round++) {
      ProcessorTime before = ProcessorTime.now(superuser);
      double baseline = raw.run(EVENTS, SEGMENTS);
      print("round %d, raw loop".formatted(round), baseline);
      print(ProcessorTime.now(superuser).since(before));
      double rebuilt = rebuild(round);
      System.out.printf("%-44s %8.2f%n", "ratio", baseline / rebuilt);
    }
    runners.stop();
  }

  private double rebuild(int round) {
    ProcessorTime before = ProcessorTime.now(superuser);
    long start = System.nanoTime();
    int number = builds.begin(ReadModels.EXECUTIONS, EVENTS, SEGMENTS, Promotion.AUTO, "benchmark");
    List<Long> heap = new ArrayList<>();
    for (int quarter = 1; quarter < 4 && round == ROUNDS; quarter++) {
      long events = EVENTS / 4L * quarter;
      awaitBuild(it -> it.build() == number && it.events() >= events);
      heap.add(usedMegabytes());
    }
    awaitBuild(it -> it.build() == number && it.events() >= EVENTS);
    double inBulk = (System.nanoTime() - start) / 1e9;
    awaitBuild(it -> it.build() == number && it.state() != BuildState.LOADING);
    double loaded = (System.nanoTime() - start) / 1e9;
    ProcessorTime used = ProcessorTime.now(superuser).since(before);
    Build live = awaitBuild(it -> it.build() == number && it.state() == BuildState.LIVE);
    double promoted = (System.nanoTime() - start) / 1e9;
    print("round %d, rows written".formatted(round), inBulk);
    print("round %d, loaded with indexes".formatted(round), loaded);
    print(used);
    print("round %d, compared and promoted".formatted(round), promoted);
    if (!heap.isEmpty()) {
      System.out.printf("heap in use at each quarter, after collection: %s MiB%n", heap);
    }
    if (live.comparison() == null || !live.comparison().contains("\"equal\":true")) {
      throw new AssertionError("Expected equal rows, but got " + live.comparison());
    }
    return loaded;
  }

  private Build awaitBuild(Predicate<Build> reached) {
    return await()
        .atMost(LONG)
        .pollInterval(OFTEN)
        .until(
            () -> builds.of(NAME).stream().filter(reached).findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static void print(String what, double seconds) {
    System.out.printf("%-44s %8.1f s %,12.0f events/s%n", what, seconds, EVENTS / seconds);
  }

  private static void print(ProcessorTime used) {
    System.out.printf(
        "%-44s %8.1f s in the JVM, %.1f s in PostgreSQL%n",
        "  of the processors", used.jvm(), used.postgres());
  }

  private ProjectionRunners runners() {
    EventReader reader =
        new EventReader(database.databases().dataSource(DatabaseRole.PROCESSOR), FixedKeys.codec());
    ProjectionProperties usual = ProjectionProperties.DEFAULT;
    PGSimpleDataSource connections = database.connections(DatabaseRole.PROCESSOR);
    connections.setReWriteBatchedInserts(true); // as in production
    return new ProjectionRunners(
        List.of(new ExecutionsProjector()),
        connections,
        new RecentEvents(reader, SHARED_EVENTS, SHARED_BYTES),
        reader,
        new HeadSignal(reader::head),
        new SimpleMeterRegistry(),
        new ProjectionProperties(
            usual.maxBatch(),
            usual.maxWrite(),
            usual.takeoverPoll(),
            usual.maxBackoff(),
            new ProjectionProperties.Rebuild(SEGMENTS, SEGMENTS, 0, Duration.ZERO)));
  }
}
