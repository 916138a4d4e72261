package dev.assay.eventstore.engine;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.processing.GeneralSerializer;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One schedule for two engines: a slow writer inserts and does not commit yet, then a fast one
 * whose clock is 120 s behind inserts and commits, then a consumer reads, then the slow one commits
 * and the consumer reads on. Axon's own engine is the control: it must lose the slow writer's
 * event, or the schedule would prove nothing about ours.
 */
class SlowWriterTest {
  private static final Duration LAG = Duration.ofSeconds(120);

  private final UUID tenant = Uuids.next();
  private EmbeddedDatabase database;

  /** An engine as the schedule sees it. */
  interface Subject {
    void append(Connection transaction, DomainEventMessage<?> event) throws Exception;

    /** The ids of the events beyond the last call's. */
    List<String> readOn() throws Exception;
  }

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void ourEngineDeliversTheSlowWritersEvent() throws Exception {
    try (StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      assertThat(lostBySchedule(new Ours(store))).isEmpty();
    }
  }

  @Test
  void theStockEngineLosesTheSlowWritersEvent() throws Exception {
    assertThat(lostBySchedule(new Stock(database))).containsExactly("slow");
  }

  private List<String> lostBySchedule(Subject subject) throws Exception {
    var early = event(Duration.ZERO);
    var slow = event(Duration.ZERO);
    var fast = event(LAG);
    List<String> delivered = new ArrayList<>();
    try (Connection first = transaction();
        Connection second = transaction()) {
      subject.append(second, early);
      second.commit();
      delivered.addAll(subject.readOn());
      subject.append(first, slow);
      subject.append(second, fast);
      second.commit();
      delivered.addAll(subject.readOn());
      first.commit();
      delivered.addAll(subject.readOn());
    }
    List<String> lost = new ArrayList<>();
    if (!delivered.contains(early.getIdentifier())) {
      lost.add("early");
    }
    if (!delivered.contains(slow.getIdentifier())) {
      lost.add("slow");
    }
    if (!delivered.contains(fast.getIdentifier())) {
      lost.add("fast");
    }
    assertThat(delivered).doesNotHaveDuplicates();
    return lost;
  }

  private Connection transaction() throws Exception {
    Connection connection = database.superuser().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  private DomainEventMessage<?> event(Duration clockBehind) {
    UUID aggregate = Uuids.next();
    return new GenericDomainEventMessage<>(
        "Conversation",
        aggregate.toString(),
        0,
        TestEvents.event(aggregate, 0),
        MetaData.from(envelope(tenant, Uuids.next())),
        Uuids.next().toString(),
        Instant.now().minus(clockBehind));
  }

  private record Ours(StoreUnderTest store, List<Long> reached) implements Subject {
    Ours(StoreUnderTest store) {
      this(store, new ArrayList<>(List.of(0L)));
    }

    @Override
    public void append(Connection transaction, DomainEventMessage<?> event) throws Exception {
      EventAppender.insert(
          transaction, List.of(EventRow.of(event, new EventCodec(), command -> 0)));
    }

    @Override
    public List<String> readOn() throws InterruptedException {
      List<String> ids = new ArrayList<>();
      long position = reached.getLast();
      // Until the record has been still for a while: one event may lie behind the horizon.
      while (store.head().awaitBeyond(position, Duration.ofMillis(500)) > position) {
        for (var event : store.reader().after(position, 100)) {
          ids.add(event.id().toString());
          position = event.position();
        }
      }
      reached.add(position);
      return ids;
    }
  }

  private static final class Stock implements Subject {
    private final EmbeddedDatabase database;
    private @Nullable TrackingToken token;

    Stock(EmbeddedDatabase database) throws Exception {
      this.database = database;
      try (Connection connection = database.superuser().getConnection()) {
        engine(connection).createSchema(PostgresEventTableFactory.INSTANCE);
      }
    }

    private static JdbcEventStorageEngine engine(Connection connection) {
      return JdbcEventStorageEngine.builder()
          .connectionProvider(() -> new Unclosed(connection).proxy())
          .transactionManager(NoTransactionManager.INSTANCE)
          .eventSerializer(GeneralSerializer.create())
          .snapshotSerializer(GeneralSerializer.create())
          .build();
    }

    @Override
    public void append(Connection transaction, DomainEventMessage<?> event) {
      engine(transaction).appendEvents(event);
    }

    @Override
    public List<String> readOn() throws Exception {
      try (Connection connection = database.superuser().getConnection()) {
        EventStorageEngine engine = engine(connection);
        List<String> ids = new ArrayList<>();
        for (TrackedEventMessage<?> event : engine.readEvents(token, false).toList()) {
          ids.add(event.getIdentifier());
          token = event.trackingToken();
        }
        return ids;
      }
    }
  }

  /** The stock engine closes the connection after each statement; here the schedule owns it. */
  private record Unclosed(Connection connection) {
    Connection proxy() {
      return (Connection)
          java.lang.reflect.Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (self, method, args) -> {
                if (method.getName().equals("close") || method.getName().equals("commit")) {
                  return null;
                }
                return method.invoke(connection, args);
              });
    }
  }
}
