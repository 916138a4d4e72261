package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * 24 writers append to one engine at once while a reader follows. Some stall between their insert
 * and their commit, some roll back, one has a clock 120 s behind and one 120 s ahead; at three of
 * its appends a slow one meets the one that lags ({@link Hold}).
 */
final class WriterCrowd {
  static final int WRITERS = 24;
  private static final int LAGGING = 0;
  private static final int AHEAD = 1;
  private static final int SLOW = 2;
  private static final Duration CLOCK_OFF = Duration.ofSeconds(120);
  private static final int HOLDS = 3;
  private static final double STALLED = 0.01;
  private static final double ROLLED_BACK = 0.05;

  /** What each writer commits. */
  record Load(int appends, int eventsInEach) {
    int total() {
      return WRITERS * appends * eventsInEach;
    }
  }

  /**
   * @param held ids of what the slow writer committed after the reader had gone by
   */
  record Outcome(Set<String> committed, Set<String> held, List<TrackedEventMessage<?>> delivered) {
    Set<String> lost() {
      Set<String> seen =
          delivered.stream().map(TrackedEventMessage::getIdentifier).collect(Collectors.toSet());
      return committed.stream().filter(id -> !seen.contains(id)).collect(Collectors.toSet());
    }
  }

  private final EngineUnderTest engine;
  private final TrackingReader reader;
  private final Load load;
  private final long seed;
  private final Map<Integer, Hold> holds;
  private final Set<String> committed = ConcurrentHashMap.newKeySet();
  private final Set<String> held = ConcurrentHashMap.newKeySet();

  WriterCrowd(EngineUnderTest engine, Load load, long seed) {
    this.engine = engine;
    this.reader = new TrackingReader(engine);
    this.load = load;
    this.seed = seed;
    this.holds =
        IntStream.rangeClosed(1, HOLDS)
            .boxed()
            .collect(Collectors.toMap(n -> n * load.appends() / (HOLDS + 1), n -> new Hold()));
  }

  Outcome run() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> reading = executor.submit(() -> follow(writing));
      List<Future<?>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        writers.add(executor.submit(() -> write(number, new Random(seed + number))));
      }
      try {
        for (Future<?> writer : writers) {
          writer.get();
        }
      } finally {
        writing.set(false);
      }
      reading.get();
    }
    engine.settle(load.total());
    reader.readOn();
    return new Outcome(committed, held, reader.delivered());
  }

  private Void follow(AtomicBoolean writing) throws InterruptedException {
    while (writing.get()) {
      if (!reader.readOn()) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
    }
    return null;
  }

  private Void write(int writer, Random random) throws Exception {
    UUID tenant = new UUID(0x7000, 0x8000_0000_0000_0000L + writer % 5);
    try (Connection connection = engine.connect()) {
      connection.setAutoCommit(false);
      int appended = 0;
      while (appended < load.appends()) {
        Hold hold = holds.get(appended);
        if (hold != null && writer == SLOW) {
          appendSlowly(connection, events(tenant, writer), hold);
        } else if (hold != null && writer == LAGGING) {
          overtake(connection, events(tenant, writer), hold);
        } else if (!append(connection, events(tenant, writer), random)) {
          continue;
        }
        appended++;
      }
    }
    return null;
  }

  /** Answers whether it was committed. */
  private boolean append(Connection connection, List<DomainEventMessage<?>> events, Random random)
      throws Exception {
    engine.append(connection, events);
    if (random.nextDouble() < STALLED) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20 + random.nextInt(180)));
    }
    if (random.nextDouble() < ROLLED_BACK) {
      connection.rollback();
      return false;
    }
    commit(connection, events);
    return true;
  }

  private void appendSlowly(Connection connection, List<DomainEventMessage<?>> events, Hold hold)
      throws Exception {
    hold.slowIsHere();
    engine.append(connection, events);
    hold.slowHasInserted();
    reader.awaitChanceToSee(hold.awaitOvertaking());
    commit(connection, events);
    events.forEach(event -> held.add(event.getIdentifier()));
  }

  private void overtake(Connection connection, List<DomainEventMessage<?>> events, Hold hold)
      throws Exception {
    hold.laggingIsHere();
    engine.append(connection, events);
    commit(connection, events);
    hold.laggingHasCommitted(events.getLast().getIdentifier());
  }

  private void commit(Connection connection, List<DomainEventMessage<?>> events) throws Exception {
    connection.commit();
    events.forEach(event -> committed.add(event.getIdentifier()));
  }

  private List<DomainEventMessage<?>> events(UUID tenant, int writer) {
    UUID aggregate = Uuids.next();
    MetaData metadata = MetaData.from(envelope(tenant, Uuids.next()));
    Instant now = Instant.now().plus(clockOff(writer));
    return LongStream.range(0, load.eventsInEach())
        .<DomainEventMessage<?>>mapToObj(
            sequence ->
                new GenericDomainEventMessage<>(
                    "Conversation",
                    aggregate.toString(),
                    sequence,
                    TestEvents.event(aggregate, sequence),
                    metadata,
                    Uuids.next().toString(),
                    now))
        .toList();
  }

  private static Duration clockOff(int writer) {
    return switch (writer) {
      case LAGGING -> CLOCK_OFF.negated();
      case AHEAD -> CLOCK_OFF;
      default -> Duration.ZERO;
    };
  }
}
