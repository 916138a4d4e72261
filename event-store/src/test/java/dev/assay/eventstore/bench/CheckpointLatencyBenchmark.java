package dev.assay.eventstore.bench;

import dev.assay.eventstore.bench.PacedLoad.Committed;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.sequencer.SequencerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.StoreUnderTest;
import io.micrometer.core.instrument.Timer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * From the answer to an append to the commit of the signed checkpoint that covers it, at a fixed
 * rate, fsync on, beside a lone insert and commit of one row in the same run. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl event-store -am test -Dtest=CheckpointLatencyBenchmark -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.seconds} (default 20), {@code -Dassay.bench.rate} (events a second,
 * default 2,000), {@code -Dassay.bench.per-append} (default 2) and {@code -Dassay.bench.writers}
 * (default 8).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class CheckpointLatencyBenchmark {
  private static final int SECONDS = Integer.getInteger("assay.bench.seconds", 20);
  private static final int RATE = Integer.getInteger("assay.bench.rate", 2_000);
  private static final int PER_APPEND = Integer.getInteger("assay.bench.per-append", 2);
  private static final int WRITERS = Integer.getInteger("assay.bench.writers", 8);
  private static final int WARM_UP_SECONDS = 5;
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration RAW_PAUSE = Duration.ofMillis(20);

  @Test
  void fromCommitToSignedCheckpoint(@TempDir Path folder) throws Exception {
    LedgerProperties ledger = LedgerUnderTest.properties().publishedIn(folder.resolve("published"));
    try (EmbeddedDatabase database = EmbeddedDatabase.createDurable();
        StoreUnderTest store =
            new StoreUnderTest(database.databases(), SequencerProperties.defaults(), ledger)) {
      store.sequencer().start();
      PacedLoad load = new PacedLoad(WRITERS, RATE, PER_APPEND);
      load.run(store.engine(), WARM_UP_SECONDS);
      awaitAll(store, database);
      measure(store, database, load);
    }
  }

  private static void measure(StoreUnderTest store, EmbeddedDatabase database, PacedLoad load)
      throws Exception {
    RawCommits raw = new RawCommits(database.superuser());
    long begin = System.nanoTime();
    long end = begin + TimeUnit.SECONDS.toNanos(SECONDS);
    HeadTimes times = new HeadTimes(store.head());
    double processor = sequencerSeconds();
    CompletableFuture<Quantiles> baseline = CompletableFuture.supplyAsync(() -> measured(raw, end));
    List<Committed> committed = load.run(store.engine(), SECONDS);
    double seconds = (System.nanoTime() - begin) / 1e9;
    awaitAll(store, database);
    times.close();
    processor = sequencerSeconds() - processor;

    Map<UUID, Long> positions = positions(database);
    Quantiles latency =
        Quantiles.of(
            committed.stream()
                .mapToLong(
                    it ->
                        Math.max(
                            0,
                            times.of(Objects.requireNonNull(positions.get(it.lastEvent())))
                                - it.nanoTime()))
                .toArray());
    Quantiles plain = baseline.get();
    System.out.printf(
        "%,.0f events/s of %,d asked for, %d in an append, %d batches%n",
        committed.size() * PER_APPEND / seconds, RATE, PER_APPEND, times.batches());
    System.out.println("one row inserted and committed    " + plain);
    System.out.println("commit to signed checkpoint       " + latency);
    System.out.printf(
        "ratio                             P50 %8.2f     P99 %8.2f%n",
        latency.millis(0.5) / plain.millis(0.5), latency.millis(0.99) / plain.millis(0.99));
    System.out.printf(
        "the sequencer's thread took %.0f µs of processor for each event%n",
        processor * 1e6 / (committed.size() * PER_APPEND));
    System.out.println("signed to published, since start  " + published(store));
  }

  private static double sequencerSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && thread.getThreadName().equals("sequencer"))
        .mapToDouble(thread -> threads.getThreadCpuTime(thread.getThreadId()) / 1e9)
        .sum();
  }

  private static Quantiles measured(RawCommits raw, long end) {
    try {
      return raw.measure(RAW_PAUSE, end);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String published(StoreUnderTest store) {
    Timer timer = store.meters().get("assay.ledger.publish.lag").timer();
    StringBuilder text = new StringBuilder();
    Arrays.stream(timer.takeSnapshot().percentileValues())
        .forEach(
            it ->
                text.append(
                    "P%.0f %8.2f ms  "
                        .formatted(it.percentile() * 100, it.value(TimeUnit.MILLISECONDS))));
    return text.toString();
  }

  private static void awaitAll(StoreUnderTest store, EmbeddedDatabase database)
      throws InterruptedException {
    Long events =
        new JdbcTemplate(database.superuser())
            .queryForObject("SELECT count(*) FROM event_store.events", Long.class);
    store.head().awaitBeyond(Objects.requireNonNull(events) - 1, LONG);
  }

  private static Map<UUID, Long> positions(EmbeddedDatabase database) {
    Map<UUID, Long> positions = new HashMap<>();
    new JdbcTemplate(database.superuser())
        .query(
            "SELECT event_id, position FROM event_store.event_order",
            row -> {
              positions.put(row.getObject(1, UUID.class), row.getLong(2));
            });
    return positions;
  }
}
