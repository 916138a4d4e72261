package dev.assay.eventstore.ledger.witness;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.LedgerProperties;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.LedgerStatus;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.eventstore.ledger.publishing.Breaks;
import dev.assay.eventstore.sequencer.SequencerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.LogicalCopy;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.eventstore.testing.TestWitness;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WitnessesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final UUID tenant = Uuids.next();
  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final Ledger ledger = new Ledger(database.connections(DatabaseRole.PROCESSOR));
  private final TestWitness first = new TestWitness("witness.test/1");
  private final TestWitness second = new TestWitness("witness.test/2");

  WitnessesTest() throws IOException {}

  @AfterEach
  void close() {
    first.close();
    second.close();
    database.close();
  }

  @Test
  void shouldServeTheCheckpointWithTheCosignaturesOfAllWitnesses() {
    try (StoreUnderTest store = started(database, first, second)) {
      append(store, 30);
      await().atMost(LONG).until(() -> isCosigned(store, 30, 2));
      SignedCheckpoint checkpoint = ledger.cosignedCheckpoint(1, 2).orElseThrow();
      assertThat(checkpoint.note().verifiedBy(List.of(first.key(), second.key()))).hasSize(2);
      append(store, 30);
      await().atMost(LONG).until(() -> isCosigned(store, 60, 2));
      RecordedTrees recorded = new RecordedTrees(database);
      for (Checkpoint seen : first.cosigned()) {
        assertThat(seen.root()).isEqualTo(recorded.global().root((int) seen.size()));
      }
      assertThat(store.status().witnesses())
          .extracting(LedgerStatus.Witness::name)
          .containsExactly("witness.test/1", "witness.test/2");
      assertThat(
              store
                  .meters()
                  .get("assay.ledger.witness.size")
                  .tag("witness", "witness.test/1")
                  .gauge()
                  .value())
          .isEqualTo(head(store));
    }
  }

  @Test
  void shouldOrderAndSignWhileWitnessesAreDownAndCatchUpLater() {
    first.answersAlways(500);
    second.becomesSlow();
    try (StoreUnderTest store = started(database, first, second)) {
      append(store, 30);
      await().atMost(LONG).until(() -> store.reader().head() == 30);
      await().atMost(LONG).until(() -> store.status().publishedSize() == store.status().size());
      assertThat(cosignedBy(1)).isZero();
      assertThat(
              store
                  .meters()
                  .get("assay.ledger.witness.failures")
                  .tag("witness", "witness.test/1")
                  .counter()
                  .count())
          .isPositive();
      first.answersAlways(null);
      await().atMost(LONG).until(() -> isCosigned(store, 30, 1));
    }
  }

  @Test
  void shouldAskAWitnessThatRemembersMoreThanWeDo() {
    try (StoreUnderTest store = started(database)) {
      append(store, 30);
      await()
          .atMost(LONG)
          .until(
              () -> store.reader().head() == 30 && store.status().publishedSize() == head(store));
    }
    Hash root = ledger.root(Tree.GLOBAL, 20);
    first.hasSeen(new Checkpoint(LedgerUnderTest.ORIGIN, 20, root));
    try (StoreUnderTest store = started(database, first)) {
      await().atMost(LONG).until(() -> isCosigned(store, 30, 1));
    }
  }

  @Test
  void shouldOrderNothingWhereAWitnessHasSeenMore() {
    try (EmbeddedDatabase backup = backupBehindTheWitness();
        StoreUnderTest store = started(backup, first)) {
      append(store, 10);
      await().atMost(LONG).until(() -> store.status().refusal() != null);
      LedgerStatus.Refusal refusal = Objects.requireNonNull(store.status().refusal());
      assertThat(refusal.reason()).contains("witness.test/1", "older backup");
      assertThat(refusal.claimedSize()).isEqualTo(first.cosigned().getLast().size());
      assertThat(store.reader().head()).isEqualTo(20);
      assertThat(store.sequencer().leads()).isFalse();
    }
  }

  @Test
  void shouldStopWhenTheWitnessComesBackAndKnowsAnotherHistory() {
    try (EmbeddedDatabase backup = backupBehindTheWitness()) {
      first.answersAlways(503);
      try (StoreUnderTest store = started(backup, first)) {
        append(store, 200);
        await().atMost(LONG).until(() -> store.reader().head() == 220);
        first.answersAlways(null);
        await().atMost(LONG).until(() -> store.status().refusal() != null);
        await().atMost(LONG).until(() -> !store.sequencer().leads());
        assertThat(Objects.requireNonNull(store.status().refusal()).reason())
            .contains("another history");
      }
      try (StoreUnderTest store = started(backup, first)) {
        append(store, 1);
        await().atMost(LONG).until(() -> store.status().refusal() != null);
        assertThat(store.sequencer().leads()).as("after a restart").isFalse();
        new Breaks(backup.connections(DatabaseRole.SEQUENCER))
            .record(LedgerUnderTest.ORIGIN, "backup of 02:00", "ada");
        await().atMost(LONG).until(() -> store.reader().head() == 221);
      }
    }
  }

  @Test
  void shouldGoOnWhenTheWitnessAgreesAfterAll() {
    try (StoreUnderTest store = started(database, first)) {
      append(store, 30);
      await().atMost(LONG).until(() -> isCosigned(store, 30, 1));
      Checkpoint honest = first.cosigned().getLast();
      first.hasSeen(new Checkpoint(LedgerUnderTest.ORIGIN, 1_000_000, Hash.ofEmptyTree()));
      append(store, 1);
      await().atMost(LONG).until(() -> store.status().refusal() != null);
      first.hasSeen(honest);
      append(store, 1);
      await().atMost(LONG).until(() -> store.reader().head() == 32);
      assertThat(store.status().refusal()).isNull();
    }
  }

  /** It has 20 events, and the witness has cosigned 50. */
  private EmbeddedDatabase backupBehindTheWitness() {
    EmbeddedDatabase backup = EmbeddedDatabase.create();
    try (StoreUnderTest store = started(database, first)) {
      append(store, 20);
      await().atMost(LONG).until(() -> isCosigned(store, 20, 1));
    }
    LogicalCopy.copy(database, backup);
    try (StoreUnderTest store = started(database, first)) {
      append(store, 30);
      await().atMost(LONG).until(() -> isCosigned(store, 50, 1));
    }
    return backup;
  }

  private static StoreUnderTest started(EmbeddedDatabase of, TestWitness... witnesses) {
    LedgerProperties properties =
        LedgerUnderTest.properties()
            .witnessedBy(
                List.of(witnesses).stream().map(TestWitness::asConfigured).toList(),
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
    StoreUnderTest store =
        new StoreUnderTest(of.databases(), SequencerProperties.defaults(), properties);
    store.sequencer().start();
    return store;
  }

  private void append(StoreUnderTest store, int events) {
    for (int i = 0; i < events; i++) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(tenant, Uuids.next())));
    }
  }

  private long cosignedBy(int witnesses) {
    return ledger.cosignedCheckpoint(1, witnesses).map(SignedCheckpoint::size).orElse(0L);
  }

  /** All of so many events; before they are ordered, nothing is all of nothing. */
  private boolean isCosigned(StoreUnderTest store, int events, int witnesses) {
    return store.reader().head() == events && cosignedBy(witnesses) == head(store);
  }

  private static long head(StoreUnderTest store) {
    return store.status().size();
  }
}
