package dev.assay.eventstore.sequencer;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Migrations;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LogicalCopy;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** A dump brings positions and transaction ids along; the ids mean nothing to the new server. */
class LogicalRestoreTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final EmbeddedDatabase old = EmbeddedDatabase.create();
  private final EmbeddedDatabase restored = EmbeddedDatabase.createElsewhere();
  private final UUID tenant = Uuids.next();

  @AfterEach
  void close() {
    old.close();
    restored.close();
  }

  @Test
  void shouldOrderWhatWasLeftOverAndThenWhatIsNewWhenTheOldServerWasFarAhead() {
    spendTransactionIds(old, 4_000);
    restoredRecordGoesOn();
  }

  @Test
  void shouldDoTheSameWhenTheNewServerIsFarAhead() {
    spendTransactionIds(restored, 8_000);
    restoredRecordGoesOn();
  }

  private void restoredRecordGoesOn() {
    List<UUID> ordered = dump();
    migrate();
    try (StoreUnderTest store = new StoreUnderTest(restored.databases())) {
      append(store, 20);
      store.sequencer().start();
      await().atMost(LONG).until(() -> store.reader().head() == 75);
      assertRecordIs(store, ordered);
    }
  }

  @Test
  void shouldSurviveASecondRestore() {
    spendTransactionIds(old, 4_000);
    dump();
    migrate();
    try (EmbeddedDatabase third = EmbeddedDatabase.createElsewhere()) {
      try (StoreUnderTest store = new StoreUnderTest(restored.databases())) {
        append(store, 5); // of the second incarnation, and none of the first is ordered either
      }
      LogicalCopy.copy(restored, third);
      new Migrations(third.connections(DatabaseRole.OWNER), List.of()).run();
      try (StoreUnderTest store = StoreUnderTest.started(third.databases())) {
        append(store, 5);
        await().atMost(LONG).until(() -> store.reader().head() == 65);
      }
      assertThat(incarnation(third)).isEqualTo(3);
    }
  }

  @Test
  void shouldOrderNothingUntilTheDatabaseIsAdoptedAndLoseNothingThatCameBefore() {
    spendTransactionIds(old, 4_000);
    List<UUID> ordered = dump();
    try (StoreUnderTest store = StoreUnderTest.started(restored.databases())) {
      append(store, 20); // with transaction ids far below those of the cursor
      await().atMost(LONG).until(() -> refusal().contains("written on"));
      assertThat(store.reader().head()).isEqualTo(40);
      migrate();
      await().atMost(LONG).until(() -> store.reader().head() == 75);
      assertRecordIs(store, ordered);
      assertThat(refusal()).isEmpty();
    }
  }

  @Test
  void shouldBeginNoIncarnationOnTheSameServer() {
    try (StoreUnderTest store = StoreUnderTest.started(old.databases())) {
      append(store, 3);
      await().atMost(LONG).until(() -> store.reader().head() == 3);
    }
    new Migrations(old.connections(DatabaseRole.OWNER), List.of()).run();
    assertThat(incarnation(old)).isEqualTo(1);
  }

  /** 40 events in order, 15 that are not; returns the ordered ones. */
  private List<UUID> dump() {
    List<UUID> ordered;
    try (StoreUnderTest store = StoreUnderTest.started(old.databases())) {
      append(store, 40);
      await().atMost(LONG).until(() -> store.reader().head() == 40);
      store.sequencer().stop();
      append(store, 15);
      ordered = store.reader().after(0, 100).stream().map(StoredEvent::id).toList();
    }
    LogicalCopy.copy(old, restored);
    return ordered;
  }

  private void assertRecordIs(StoreUnderTest store, List<UUID> ordered) {
    List<StoredEvent> all = store.reader().after(0, 100);
    assertThat(all)
        .extracting(StoredEvent::position)
        .isEqualTo(LongStream.rangeClosed(1, 75).boxed().toList());
    assertThat(all.subList(0, 40)).extracting(StoredEvent::id).isEqualTo(ordered);
    var superuser = new JdbcTemplate(restored.superuser());
    RecordedTrees recorded = new RecordedTrees(restored);
    assertThat(recorded.tenant(tenant).size()).isEqualTo(75);
    byte[] root =
        superuser.queryForObject(
            """
            SELECT root_hash FROM event_store.checkpoints WHERE tree = ? ORDER BY tree_size DESC LIMIT 1""",
            byte[].class,
            tenant);
    assertThat(recorded.tenant(tenant).root().bytes()).isEqualTo(root);
  }

  private void append(StoreUnderTest store, int events) {
    for (int i = 0; i < events; i++) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(tenant, Uuids.next())));
    }
  }

  private void migrate() {
    new Migrations(restored.connections(DatabaseRole.OWNER), List.of()).run();
  }

  private String refusal() {
    return String.valueOf(
        new JdbcTemplate(restored.superuser())
            .queryForObject(
                "SELECT coalesce(refusal, '') FROM event_store.ledger_status", String.class));
  }

  private static int incarnation(EmbeddedDatabase database) {
    Integer last =
        new JdbcTemplate(database.superuser())
            .queryForObject("SELECT max(incarnation) FROM event_store.incarnations", Integer.class);
    return last == null ? 0 : last;
  }

  private static void spendTransactionIds(EmbeddedDatabase database, int count) {
    new JdbcTemplate(database.superuser())
        .execute(
            "DO $$ BEGIN FOR i IN 1..%d LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$"
                .formatted(count));
  }
}
