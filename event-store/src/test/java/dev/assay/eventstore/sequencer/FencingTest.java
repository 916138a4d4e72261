package dev.assay.eventstore.sequencer;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencingTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private EmbeddedDatabase database;
  private StoreUnderTest store;

  @BeforeEach
  void open() {
    database = EmbeddedDatabase.create();
    store = new StoreUnderTest(database.databases());
  }

  @AfterEach
  void close() {
    store.close();
    database.close();
  }

  @Test
  void onlyOneLeadsAtATime() throws SQLException {
    try (Leadership first = take(LONG)) {
      assertThat(first.epoch()).isEqualTo(1);
      assertThat(Leadership.take(connections(), LONG)).isEmpty();
    }
    try (Leadership second = take(LONG)) {
      assertThat(second.epoch()).isEqualTo(2);
    }
  }

  @Test
  void aLeaderWhoseLockWentToAnotherWritesNothing() throws SQLException {
    append(10);
    try (Leadership old = take(LONG)) {
      assertThat(batch(old).run(4)).isEqualTo(4);
      // As when a network split made PostgreSQL give the lock away and the session came back.
      try (var statement = old.connection().createStatement()) {
        statement.execute("SELECT pg_advisory_unlock_all()");
      }
      try (Leadership young = take(LONG)) {
        assertThatThrownBy(() -> batch(old).run(4)).isInstanceOf(FencedException.class);
        assertThat(store.reader().head()).isEqualTo(4);
        assertThat(batch(young).run(100)).isEqualTo(6);
      }
    }
    assertDense(10);
  }

  @Test
  void aPausedLeaderLosesTheLeadAndCannotWriteWhenItWakes() throws SQLException {
    append(3);
    try (Leadership paused = take(Duration.ofMillis(100))) {
      // It is silent from here on, as a process that is stopped is.
      await()
          .atMost(LONG)
          .until(() -> Leadership.take(connections(), LONG).map(this::useOnce).orElse(false));
      assertThatThrownBy(() -> batch(paused).run(10)).isInstanceOf(SQLException.class);
    }
    assertDense(3);
  }

  private boolean useOnce(Leadership young) {
    try (young) {
      return batch(young).run(10) == 3;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void twoSequencersAtOnceOrderEveryEventOnce() throws InterruptedException {
    HeadSignal otherHead = new HeadSignal(store.reader()::head);
    Sequencer other =
        new Sequencer(
            connections(),
            otherHead,
            LedgerUnderTest.notary(connections(), new SimpleMeterRegistry()),
            SequencerProperties.defaults(),
            new SimpleMeterRegistry());
    store.sequencer().start();
    other.start();
    try {
      for (int round = 0; round < 5; round++) {
        append(20);
        Sequencer leader = store.sequencer().leads() ? store.sequencer() : other;
        leader.stop();
        append(20);
        leader.start();
      }
      await().atMost(LONG).until(() -> store.reader().head() == 200);
    } finally {
      other.stop();
    }
    assertDense(200);
  }

  @Test
  void aSequencerWhoseSessionIsKilledBeginsAnew() throws SQLException {
    store.sequencer().start();
    await().atMost(LONG).until(store.sequencer()::leads);
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE usename = 'assay_sequencer' AND datname = current_database()""");
    }
    append(5);
    await().atMost(LONG).until(() -> store.reader().head() == 5);
    assertThat(store.meters().counter("assay.sequencer.failures").count()).isPositive();
    assertDense(5);
  }

  private Leadership take(Duration pausedAfter) throws SQLException {
    return Leadership.take(connections(), pausedAfter).orElseThrow();
  }

  private OrderingBatch batch(Leadership leadership) throws SQLException {
    var notary = LedgerUnderTest.notary(connections(), new SimpleMeterRegistry());
    return new OrderingBatch(leadership, notary.begin(leadership.connection()), notary.metrics());
  }

  private javax.sql.DataSource connections() {
    return database.connections(DatabaseRole.SEQUENCER);
  }

  private void append(int events) {
    UUID tenant = Uuids.next();
    for (int i = 0; i < events; i++) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(tenant, Uuids.next())));
    }
  }

  private void assertDense(int events) {
    assertThat(store.reader().after(0, 10_000))
        .extracting(StoredEvent::position)
        .isEqualTo(LongStream.rangeClosed(1, events).boxed().toList());
  }
}
