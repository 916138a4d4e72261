package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * 24 writers append at once; some stall between their insert and their commit, some roll back, one
 * has a clock 120 s behind and one 120 s ahead. A consumer streams meanwhile. {@link
 * SlowWriterTest} shows that Axon's own engine loses events to a slow writer.
 */
class ManyWritersTest {
  private static final int WRITERS = 24;
  private static final int APPENDS = 210;
  private static final int EVENTS = 20; // 24 × 210 × 20 = 100,800
  private static final int TOTAL = WRITERS * APPENDS * EVENTS;
  private static final double STALLED = 0.01;
  private static final double ROLLED_BACK = 0.05;

  private final EventCodec codec = new EventCodec();
  private final Set<String> committed = ConcurrentHashMap.newKeySet();

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void noEventIsSkippedAndNoneComesTwice() throws Exception {
    long seed = Long.getLong("assay.test.seed", System.nanoTime());
    System.out.println("ManyWritersTest: -Dassay.test.seed=" + seed);
    try (EmbeddedDatabase database = EmbeddedDatabase.create();
        StoreUnderTest store = StoreUnderTest.started(database.databases());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(executor.submit(() -> write(database, number, new Random(seed + number))));
      }
      Future<List<TrackedEventMessage<?>>> consumer = executor.submit(() -> consume(store));
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertComplete(consumer.get());
      assertThat(store.head().head()).isEqualTo(TOTAL);
    }
  }

  private void assertComplete(List<TrackedEventMessage<?>> delivered) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < delivered.size(); i++) {
      TrackedEventMessage<?> event = delivered.get(i);
      assertThat(PositionToken.positionOf(event.trackingToken())).isEqualTo(i + 1L);
      assertThat(ids.add(event.getIdentifier())).as("delivered once: %s", event).isTrue();
    }
    assertThat(committed).hasSize(TOTAL);
    assertThat(ids.equals(committed)).as("what was committed is what was delivered").isTrue();
  }

  private static List<TrackedEventMessage<?>> consume(StoreUnderTest store)
      throws InterruptedException {
    List<TrackedEventMessage<?>> delivered = new ArrayList<>(TOTAL);
    try (BlockingStream<TrackedEventMessage<?>> stream = store.store().openStream(null)) {
      while (delivered.size() < TOTAL && stream.hasNextAvailable(60, TimeUnit.SECONDS)) {
        delivered.add(stream.nextAvailable());
      }
      // Whatever came beyond would be one too many.
      if (stream.hasNextAvailable(100, TimeUnit.MILLISECONDS)) {
        delivered.add(stream.nextAvailable());
      }
    }
    return delivered;
  }

  private Void write(EmbeddedDatabase database, int writer, Random random) throws SQLException {
    UUID tenant = new UUID(0x7000, 0x8000_0000_0000_0000L + writer % 5);
    Duration clockOff = Duration.ofSeconds(writer == 0 ? -120 : writer == 1 ? 120 : 0);
    try (Connection connection = database.connections(DatabaseRole.APPENDER).getConnection()) {
      connection.setAutoCommit(false);
      int appended = 0;
      while (appended < APPENDS) {
        List<EventRow> rows = rows(tenant, clockOff);
        EventAppender.insert(connection, rows);
        if (random.nextDouble() < STALLED) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(180)));
        }
        if (random.nextDouble() < ROLLED_BACK) {
          connection.rollback();
        } else {
          connection.commit();
          rows.forEach(row -> committed.add(row.id().toString()));
          appended++;
        }
      }
    }
    return null;
  }

  private List<EventRow> rows(UUID tenant, Duration clockOff) {
    int[] next = {0};
    ToIntFunction<UUID> ordinals = command -> next[0]++;
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).plus(clockOff);
    return TestEvents.messages(Uuids.next(), 0, EVENTS, envelope(tenant, Uuids.next())).stream()
        .map(message -> EventRow.of(message, codec, ordinals))
        .map(row -> at(now, row))
        .toList();
  }

  private static EventRow at(OffsetDateTime recordedAt, EventRow row) {
    return new EventRow(
        row.id(),
        row.ordinal(),
        row.tenantId(),
        row.aggregateType(),
        row.aggregateId(),
        row.sequence(),
        row.type(),
        row.revision(),
        recordedAt,
        row.commandId(),
        row.payload(),
        row.metadata());
  }
}
