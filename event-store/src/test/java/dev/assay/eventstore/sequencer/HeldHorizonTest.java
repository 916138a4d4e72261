package dev.assay.eventstore.sequencer;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.assay.api.id.Uuids;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A transaction that writes and does not end keeps later events waiting, and someone is told. */
class HeldHorizonTest {
  private static final Duration WARN_AFTER = Duration.ofMillis(1);

  private final Logger logger = (Logger) LoggerFactory.getLogger(HorizonWatch.class);
  private final Captured captured = new Captured();
  private EmbeddedDatabase database;
  private StoreUnderTest store;

  /** The sequencer logs while the test reads. */
  private static final class Captured extends ListAppender<ILoggingEvent> {
    Captured() {
      list = new CopyOnWriteArrayList<>();
    }

    List<String> warnings() {
      return list.stream()
          .filter(event -> event.getLevel() == Level.WARN)
          .map(ILoggingEvent::getFormattedMessage)
          .toList();
    }
  }

  @BeforeEach
  void start() {
    database = EmbeddedDatabase.create();
    store = new StoreUnderTest(database.databases(), impatient(), LedgerUnderTest.properties());
    captured.start();
    logger.addAppender(captured);
    store.sequencer().start();
  }

  @AfterEach
  void stop() {
    logger.detachAppender(captured);
    store.close();
    database.close();
  }

  @Test
  void shouldShowHowManyEventsWaitHowLongAndForWhomUntilTheTransactionEnds() throws SQLException {
    append(2);
    await().untilAsserted(() -> assertThat(gauge("assay.sequencer.position")).isEqualTo(2));
    assertThat(gauge("assay.sequencer.epoch")).isEqualTo(1);

    String holder;
    try (Connection connection = database.superuser().getConnection()) {
      connection.setAutoCommit(false);
      holder = transactionOf(connection);
      append(3);
      await().untilAsserted(() -> assertThat(gauge("assay.sequencer.lag")).isEqualTo(3));
      await().untilAsserted(() -> assertThat(captured.warnings()).isNotEmpty());
      assertThat(gauge("assay.sequencer.horizon.age")).isPositive();
      assertThat(gauge("assay.sequencer.position")).isEqualTo(2);
      connection.rollback();
    }

    await().untilAsserted(() -> assertThat(gauge("assay.sequencer.position")).isEqualTo(5));
    await().untilAsserted(() -> assertThat(gauge("assay.sequencer.lag")).isZero());
    await().untilAsserted(() -> assertThat(gauge("assay.sequencer.horizon.age")).isZero());
    assertThat(captured.warnings())
        .as("said once, not at every look")
        .singleElement()
        .asString()
        .contains("keeps 3 committed events from being ordered", "backend_xid::text = '" + holder);
  }

  private void append(int events) {
    UUID aggregate = Uuids.next();
    store
        .engine()
        .appendEvents(
            TestEvents.messages(aggregate, 0, events, envelope(Uuids.next(), Uuids.next())));
  }

  private static SequencerProperties impatient() {
    SequencerProperties usual = SequencerProperties.defaults();
    return new SequencerProperties(
        usual.batchSize(),
        usual.poll(),
        usual.candidacy(),
        usual.retryAtMost(),
        usual.pausedAfter(),
        WARN_AFTER);
  }

  /** Takes a transaction id, as any write does. */
  private static String transactionOf(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
      row.next();
      return row.getString(1);
    }
  }

  private double gauge(String name) {
    return store.meters().get(name).gauge().value();
  }
}
