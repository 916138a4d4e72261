package dev.assay.eventstore.bench;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.processing.EventSerializer;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.FixedKeys;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Appends of one event each, by 1, 8 and 32 writers, fsync on, as a ratio to a plain JDBC insert of
 * the same bytes in the same run. Rounds alternate between the subjects, and the median counts, so
 * that a slow moment of the machine hits all. No name that the build runs by itself; by hand:
 *
 * <pre>{@code
 * mvn -ntp -pl event-store -am test -Dtest=AppendBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * with {@code -Dassay.bench.seconds} (of each measurement, default 3) and {@code
 * -Dassay.bench.rounds} (default 3).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class AppendBenchmark {
  private static final int[] WRITERS = {1, 8, 32};
  private static final int SESSION = 20; // events of one aggregate before the next begins

  private interface Writer extends AutoCloseable {
    void append(DomainEventMessage<?> event) throws Exception;

    @Override
    default void close() throws Exception {}
  }

  private interface Subject {
    Writer open() throws Exception;
  }

  private record Named(String name, Subject subject) {}

  @Test
  void appendsPerSecondBesideRawInserts() throws Exception {
    int seconds = Integer.getInteger("assay.bench.seconds", 3);
    int rounds = Integer.getInteger("assay.bench.rounds", 3);
    try (EmbeddedDatabase database = EmbeddedDatabase.createDurable();
        StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      List<Named> subjects =
          List.of(
              new Named("raw JDBC insert", raw(database)),
              new Named("assay", assay(store.engine())),
              new Named("Axon JDBC", axon(database)));
      System.out.printf("%-8s %-16s %12s %8s%n", "writers", "subject", "appends/s", "ratio");
      for (int writers : WRITERS) {
        measureAll(subjects, writers, seconds, rounds);
      }
      System.out.printf("in order at the end: %,d events%n", store.reader().head());
    }
  }

  private static void measureAll(List<Named> subjects, int writers, int seconds, int rounds)
      throws Exception {
    List<List<Double>> rates = new ArrayList<>();
    subjects.forEach(subject -> rates.add(new ArrayList<>()));
    for (Named subject : subjects) {
      rate(subject.subject(), writers, 1); // warm-up
    }
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < subjects.size(); i++) {
        rates.get(i).add(rate(subjects.get(i).subject(), writers, seconds));
      }
    }
    double raw = median(rates.getFirst());
    for (int i = 0; i < subjects.size(); i++) {
      double rate = median(rates.get(i));
      System.out.printf(
          "%-8d %-16s %,12.0f %8.2f%n", writers, subjects.get(i).name(), rate, rate / raw);
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double rate(Subject subject, int writers, int seconds) throws Exception {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds);
    try (var executor = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        counts.add(executor.submit(() -> appendUntil(subject, end)));
      }
      long total = 0;
      for (Future<Long> count : counts) {
        total += count.get();
      }
      return total / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static long appendUntil(Subject subject, long end) throws Exception {
    long appended = 0;
    UUID tenant = Uuids.next();
    try (Writer writer = subject.open()) {
      while (true) {
        UUID aggregate = Uuids.next();
        for (int sequence = 0; sequence < SESSION; sequence++) {
          if (System.nanoTime() - end >= 0) {
            return appended;
          }
          writer.append(
              TestEvents.messages(aggregate, sequence, 1, envelope(tenant, Uuids.next()))
                  .getFirst());
          appended++;
        }
      }
    }
  }

  private static Subject assay(EventStorageEngine engine) {
    return () -> engine::appendEvents;
  }

  private static Subject raw(EmbeddedDatabase database) throws Exception {
    execute(
        database.superuser(),
        """
        CREATE TABLE public.raw (id bigserial PRIMARY KEY, aggregate_id uuid NOT NULL,
          sequence bigint NOT NULL, type text NOT NULL, recorded_at timestamptz NOT NULL,
          payload bytea NOT NULL, metadata bytea NOT NULL)""");
    return () -> new RawWriter(database.superuser().getConnection());
  }

  /** Writes the same bytes with the least that keeps them: one table, one key, one commit. */
  private static final class RawWriter implements Writer {
    private final EventCodec codec = FixedKeys.codec();
    private final Connection connection;
    private final PreparedStatement insert;

    RawWriter(Connection connection) throws Exception {
      this.connection = connection;
      this.insert =
          connection.prepareStatement(
              "INSERT INTO public.raw (aggregate_id, sequence, type, recorded_at, payload, metadata)"
                  + " VALUES (?, ?, ?, ?, ?, ?)");
    }

    @Override
    public void append(DomainEventMessage<?> event) throws Exception {
      insert.setObject(1, UUID.fromString(event.getAggregateIdentifier()));
      insert.setLong(2, event.getSequenceNumber());
      insert.setString(3, codec.entryOf(event.getPayload()).name());
      insert.setObject(4, OffsetDateTime.now(ZoneOffset.UTC));
      insert.setBytes(5, codec.encodeStored(event.getPayload()));
      java.util.Map<String, String> metadata = new java.util.TreeMap<>();
      event.getMetaData().forEach((key, value) -> metadata.put(key, value.toString()));
      insert.setBytes(6, codec.encodeMetadata(metadata));
      insert.executeUpdate();
    }

    @Override
    public void close() throws Exception {
      connection.close();
    }
  }

  private static Subject axon(EmbeddedDatabase database) throws Exception {
    execute(database.superuser(), "GRANT ALL ON SCHEMA public TO assay_appender");
    DataSource pool = database.databases().dataSource(DatabaseRole.APPENDER);
    var general = GeneralSerializer.create();
    JdbcEventStorageEngine engine =
        JdbcEventStorageEngine.builder()
            .connectionProvider(pool::getConnection)
            .transactionManager(NoTransactionManager.INSTANCE)
            .eventSerializer(new EventSerializer(FixedKeys.codec(), general))
            .snapshotSerializer(general)
            .build();
    engine.createSchema(PostgresEventTableFactory.INSTANCE);
    return () -> engine::appendEvents;
  }

  private static void execute(DataSource source, String sql) throws Exception {
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
