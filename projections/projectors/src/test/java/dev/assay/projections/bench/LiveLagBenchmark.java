package dev.assay.projections.bench;

import static org.awaitility.Awaitility.await;

import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.RecentEvents;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.projections.runner.ProjectionProperties;
import dev.assay.projections.runner.ProjectionRunners;
import dev.assay.projections.schema.ReadModels;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import dev.assay.projections.testing.ReadModelDatabase;
import dev.assay.projections.testing.RecordedEvents;
import dev.assay.projections.testing.Story;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * From the commit of an event until the live read models have it, at a fixed rate, fsync on, with
 * the sequencer and all read models in this process: first alone, then while {@code executions} is
 * rebuilt again and again. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl projections/projectors -am test -Dtest=LiveLagBenchmark -Dtests.compiler=4 -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.events} (recorded before, default 300,000), {@code -Dassay.bench.rate}
 * (events a second, default 1,000), {@code -Dassay.bench.seconds} (of each part, default 30).
 * Asserts nothing.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class LiveLagBenchmark {
  private static final int EVENTS = Integer.getInteger("assay.bench.events", 300_000);
  private static final int RATE = Integer.getInteger("assay.bench.rate", 1_000);
  private static final int SECONDS = Integer.getInteger("assay.bench.seconds", 30);
  private static final int WRITERS = 8;
  private static final int SHARED_EVENTS = 2_000;
  private static final long SHARED_BYTES = 32L << 20;
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EmbeddedDatabase database =
      EmbeddedDatabase.createDurable(ReadModelDatabase.MIGRATIONS);
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final Builds builds = new Builds(database.databases().dataSource(DatabaseRole.PROCESSOR));

  @Test
  void aloneAndBesideARebuild() throws Exception {
    new ManyExecutions(superuser).record(EVENTS);
    try (StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      ProjectionRunners runners = runners(store);
      runners.start();
      awaitAll();
      load(3);
      awaitAll();
      print("alone", load(SECONDS));
      awaitAll();
      try (Rebuilding rebuilding = new Rebuilding()) {
        print("beside rebuilds", load(SECONDS));
        System.out.println("rebuilds promoted meanwhile: " + rebuilding.promoted);
      }
      runners.stop();
    }
  }

  /** Commits at fixed times, whatever those before took. Answers what was seen of them. */
  private Map<String, List<Long>> load(int seconds) throws Exception {
    Map<UUID, Long> committed = new ConcurrentHashMap<>();
    long every = 1_000_000_000L * WRITERS / RATE;
    long begin = System.nanoTime();
    try (Sightings sightings = new Sightings(database.connections(DatabaseRole.PROCESSOR));
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<?> writer :
          IntStream.range(0, WRITERS)
              .mapToObj(
                  i ->
                      writers.submit(
                          () -> write(begin + every * i / WRITERS, every, seconds, committed)))
              .toList()) {
        writer.get();
      }
      System.out.printf("%,.0f events/s%n", committed.size() / ((System.nanoTime() - begin) / 1e9));
      awaitAll();
      Map<Long, Long> positions = new HashMap<>();
      superuser.query(
          "SELECT event_id, position FROM event_store.event_order WHERE position > " + EVENTS,
          row -> {
            Long at = committed.get(row.getObject(1, UUID.class));
            if (at != null) {
              positions.put(row.getLong(2), at);
            }
          });
      return sightings.lags(positions);
    }
  }

  private void write(long first, long every, int seconds, Map<UUID, Long> committed) {
    RecordedEvents record = RecordedEvents.forSequencer(database);
    Story story = new Story(record);
    for (long at = first; at < first + seconds * 1_000_000_000L; at += every) {
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      ExecutionId id = new ExecutionId(Uuids.next());
      record.append(story.tenant, id, story.started(id));
      committed.put(record.lastEventId(), System.nanoTime());
    }
  }

  private static void print(String what, Map<String, List<Long>> lags) {
    System.out.println(what + ": from commit to read model");
    lags.forEach(
        (projection, nanos) -> {
          nanos.sort(null);
          System.out.printf(
              "  %-20s P50 %8.1f ms  P95 %8.1f ms  P99 %8.1f ms  max %8.1f ms  (n=%,d)%n",
              projection,
              millis(nanos, 0.5),
              millis(nanos, 0.95),
              millis(nanos, 0.99),
              millis(nanos, 1),
              nanos.size());
        });
  }

  private static double millis(List<Long> sorted, double quantile) {
    return sorted.get((int) Math.round(quantile * (sorted.size() - 1))) / 1e6;
  }

  private void awaitAll() {
    await()
        .atMost(LONG)
        .pollInterval(PAUSE)
        .until(
            () -> {
              Long events =
                  superuser.queryForObject("SELECT count(*) FROM event_store.events", Long.class);
              return builds.all().stream()
                  .filter(it -> it.state() == BuildState.LIVE)
                  .allMatch(it -> events != null && it.loaded() >= events);
            });
  }

  private ProjectionRunners runners(StoreUnderTest store) {
    ProjectionProperties usual = ProjectionProperties.DEFAULT;
    PGSimpleDataSource connections = database.connections(DatabaseRole.PROCESSOR);
    connections.setReWriteBatchedInserts(true); // as in production
    return new ProjectionRunners(
        ProjectionConfiguration.projectors(),
        connections,
        new RecentEvents(store.reader(), SHARED_EVENTS, SHARED_BYTES),
        store.reader(),
        store.head(),
        new SimpleMeterRegistry(),
        new ProjectionProperties(
            usual.maxBatch(),
            usual.maxWrite(),
            usual.takeoverPoll(),
            usual.maxBackoff(),
            new ProjectionProperties.Rebuild(2, 1, 0, Duration.ZERO)));
  }

  /** One rebuild after the other. */
  private final class Rebuilding implements AutoCloseable {
    private final Thread thread = Thread.ofPlatform().daemon().start(this::rebuild);
    private volatile boolean stopped;
    private volatile int promoted;

    private void rebuild() {
      while (!stopped) {
        long head = builds.live("executions").orElseThrow().loaded();
        builds.begin(ReadModels.EXECUTIONS, head, 2, Promotion.AUTO, "benchmark");
        await().atMost(LONG).pollInterval(PAUSE).until(() -> builds.next("executions").isEmpty());
        promoted++;
      }
    }

    @Override
    public void close() throws InterruptedException {
      stopped = true;
      thread.join();
    }
  }
}
