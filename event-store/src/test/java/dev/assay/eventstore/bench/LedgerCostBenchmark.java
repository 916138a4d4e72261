package dev.assay.eventstore.bench;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the ledger costs: as many appends as go, with a sequencer that gives positions only and
 * events without salts, and with the one that also writes leaves, trees and signed checkpoints.
 * Each has a PostgreSQL of its own, fsync on; rounds alternate, and medians count. Where other
 * programs run meanwhile, the processor's time says more than the clock's. By hand:
 *
 * <pre>{@code
 * mvn -ntp -pl event-store -am test -Dtest=LedgerCostBenchmark -Djacoco.skip -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.seconds} (of each measurement, default 5), {@code -Dassay.bench.rounds}
 * (default 5), {@code -Dassay.bench.writers} (default 8) and {@code -Dassay.bench.per-append}
 * (default 2).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class LedgerCostBenchmark {
  private static final int SECONDS = Integer.getInteger("assay.bench.seconds", 5);
  private static final int ROUNDS = Integer.getInteger("assay.bench.rounds", 5);
  private static final int WRITERS = Integer.getInteger("assay.bench.writers", 8);
  private static final int PER_APPEND = Integer.getInteger("assay.bench.per-append", 2);
  private static final int WARM_UP_SECONDS = 5;
  private static final int TENANTS = 4;
  private static final long DRAIN_NANOS = TimeUnit.MINUTES.toNanos(2);

  private static final String WITHOUT_SALTS =
      """
      ALTER TABLE event_store.events ALTER payload_salt SET DEFAULT '00000000-0000-0000-0000-000000000000',
        ALTER metadata_salt SET DEFAULT '00000000-0000-0000-0000-000000000000'""";

  /**
   * One measurement.
   *
   * @param appended events a second that writers had answers for
   * @param ordered the same with the time until all have their place
   * @param processor microseconds of processor for each event, PostgreSQL's included
   */
  private record Rate(double appended, double ordered, double processor) {
    @Override
    public String toString() {
      return "%.0f/s %.0f/s %.0f µs".formatted(appended, ordered, processor);
    }
  }

  private static final class Subject {
    private final String name;
    private final EventStorageEngine engine;
    private final LongSupplier ordered;
    private final ProcessorTime processor;
    private final List<Rate> rates = new ArrayList<>();

    Subject(String name, EventStorageEngine engine, LongSupplier ordered, ProcessorTime processor) {
      this.name = name;
      this.engine = engine;
      this.ordered = ordered;
      this.processor = processor;
    }
  }

  @Test
  void appendsWithAndWithoutTheLedger() throws Exception {
    try (EmbeddedDatabase plain = EmbeddedDatabase.createDurable();
        EmbeddedDatabase proved = EmbeddedDatabase.createDurable();
        StoreUnderTest unordered = new StoreUnderTest(plain.databases());
        OrderOnlySequencer orderOnly =
            new OrderOnlySequencer(plain.connections(DatabaseRole.SEQUENCER));
        StoreUnderTest store = StoreUnderTest.started(proved.databases())) {
      new JdbcTemplate(plain.superuser()).execute(WITHOUT_SALTS);
      Subject without =
          new Subject(
              "order only", unordered.engine(), orderOnly::position, new ProcessorTime(plain));
      Subject with =
          new Subject(
              "with the ledger", store.engine(), store.head()::head, new ProcessorTime(proved));
      measure(without, WARM_UP_SECONDS);
      measure(with, WARM_UP_SECONDS);
      for (int round = 0; round < ROUNDS; round++) {
        boolean isEven = round % 2 == 0;
        Subject first = isEven ? without : with;
        Subject second = isEven ? with : without;
        first.rates.add(measure(first, SECONDS));
        second.rates.add(measure(second, SECONDS));
      }
      print(without, with);
    }
  }

  private static void print(Subject without, Subject with) {
    System.out.printf(
        "%-16s %14s %22s %20s%n", "events/s", "appended", "and in order", "µs of processor each");
    for (Subject subject : List.of(without, with)) {
      System.out.printf(
          "%-16s %,14.0f %,22.0f %,20.0f%n",
          subject.name,
          median(subject, Rate::appended),
          median(subject, Rate::ordered),
          median(subject, Rate::processor));
    }
    System.out.printf(
        "%-16s %13.0f%% %21.0f%% %19.0f%%%n",
        "cost",
        100 * (1 - median(with, Rate::appended) / median(without, Rate::appended)),
        100 * (1 - median(with, Rate::ordered) / median(without, Rate::ordered)),
        100 * (1 - median(without, Rate::processor) / median(with, Rate::processor)));
    System.out.println("rounds without " + without.rates);
    System.out.println("rounds with    " + with.rates);
  }

  private static double median(Subject subject, ToDoubleFunction<Rate> figure) {
    List<Double> sorted = subject.rates.stream().map(figure::applyAsDouble).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Rate measure(Subject subject, int seconds) throws Exception {
    long before = subject.ordered.getAsLong();
    double processor = subject.processor.seconds();
    long begin = System.nanoTime();
    long appended = append(subject.engine, begin + TimeUnit.SECONDS.toNanos(seconds));
    double appending = (System.nanoTime() - begin) / 1e9;
    while (subject.ordered.getAsLong() < before + appended) {
      if (System.nanoTime() - begin > DRAIN_NANOS) {
        throw new IllegalStateException("Expected all events to be in order by now");
      }
      LockSupport.parkNanos(100_000);
    }
    double all = (System.nanoTime() - begin) / 1e9;
    double used = subject.processor.seconds() - processor;
    return new Rate(appended / appending, appended / all, used * 1e6 / appended);
  }

  private static long append(EventStorageEngine engine, long end) throws Exception {
    try (ExecutorService executor =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<Long>> counts = new ArrayList<>();
      List<UUID> tenants = new ArrayList<>();
      for (int i = 0; i < TENANTS; i++) {
        tenants.add(Uuids.next());
      }
      for (int i = 0; i < WRITERS; i++) {
        UUID tenant = tenants.get(i % TENANTS);
        counts.add(executor.submit(() -> appendUntil(engine, tenant, end)));
      }
      long total = 0;
      for (Future<Long> count : counts) {
        total += count.get();
      }
      return total;
    }
  }

  private static long appendUntil(EventStorageEngine engine, UUID tenant, long end) {
    long appended = 0;
    while (System.nanoTime() - end < 0) {
      engine.appendEvents(
          TestEvents.messages(Uuids.next(), 0, PER_APPEND, envelope(tenant, Uuids.next())));
      appended += PER_APPEND;
    }
    return appended;
  }
}
