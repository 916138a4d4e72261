package dev.assay.eventstore.ledger.publishing;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.LedgerStatus;
import dev.assay.eventstore.ledger.proofs.LedgerStatusReader;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.eventstore.sequencer.SequencerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.LogicalCopy;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that does not have what was published from it. */
class RefusalTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final UUID tenant = Uuids.next();
  private final UUID idle = Uuids.next();
  private final EmbeddedDatabase live = EmbeddedDatabase.create();
  private final EmbeddedDatabase backup = EmbeddedDatabase.create();
  @TempDir private Path folder;
  private Path mark = Path.of("set before each test");

  /** A backup is made after 20 events, and 30 more are published after it. */
  @BeforeEach
  void publishMoreThanTheBackupHas() throws IOException {
    mark = folder.resolve("published");
    try (StoreUnderTest store = started(live)) {
      append(store, idle, 3);
      append(store, tenant, 17);
      awaitPublished(store, 20);
    }
    LogicalCopy.copy(live, backup);
    try (StoreUnderTest store = started(live)) {
      append(store, tenant, 30);
      awaitPublished(store, 50);
    }
  }

  @AfterEach
  void close() {
    live.close();
    backup.close();
  }

  @Test
  void shouldGoOnWhereThePublishedCheckpointIsThere() {
    try (StoreUnderTest store = started(live)) {
      append(store, tenant, 5);
      await().atMost(LONG).until(() -> store.reader().head() == 55);
      assertThat(status(live).refusal()).isNull();
    }
  }

  @Test
  void shouldOrderAndSignNothingOnAnOlderBackup() throws IOException {
    String published = Files.readString(mark);
    try (StoreUnderTest store = started(backup)) {
      append(store, tenant, 40);
      await().atMost(LONG).until(() -> status(backup).refusal() != null);
      LedgerStatus.Refusal refusal = Objects.requireNonNull(status(backup).refusal());
      Checkpoint claimed = Checkpoint.parse(Note.parse(published).text());
      assertThat(refusal.reason())
          .contains("size " + claimed.size(), "older backup", "assay ledger break");
      assertThat(refusal.claimedSize()).isEqualTo(claimed.size());
      assertThat(refusal.claimedRoot()).isEqualTo(claimed.root().base64());
      assertThat(store.reader().head()).isEqualTo(20);
      assertThat(store.sequencer().leads()).isFalse();
      assertThat(store.meters().get("assay.ledger.refusing").gauge().value()).isEqualTo(1);
    }
    assertThat(Files.readString(mark)).isEqualTo(published);
  }

  @Test
  void shouldNoticeABackupThatHasGrownPastWhatWasPublished() throws IOException {
    Path elsewhere = folder.resolve("of another machine");
    try (StoreUnderTest store = started(backup, elsewhere)) {
      append(store, tenant, 200);
      await().atMost(LONG).until(() -> store.reader().head() == 220);
    }
    try (StoreUnderTest store = started(backup)) {
      await().atMost(LONG).until(() -> status(backup).refusal() != null);
      assertThat(store.sequencer().leads()).isFalse();
    }
  }

  @Test
  void shouldRefuseADatabaseOfAnotherLedger() {
    try (EmbeddedDatabase other = EmbeddedDatabase.create();
        StoreUnderTest store =
            new StoreUnderTest(
                other.databases(),
                SequencerProperties.defaults(),
                LedgerUnderTest.named("log.test/other").publishedIn(mark))) {
      store.sequencer().start();
      await().atMost(LONG).until(() -> status(other).refusal() != null);
      assertThat(Objects.requireNonNull(status(other).refusal()).reason())
          .contains("log.test/assay", "log.test/other");
    }
  }

  @Test
  void shouldRefuseAMarkThatItCannotRead() throws IOException {
    Files.writeString(mark, "not a checkpoint");
    try (StoreUnderTest store = started(live)) {
      await().atMost(LONG).until(() -> status(live).refusal() != null);
      assertThat(store.sequencer().leads()).isFalse();
    }
  }

  @Test
  void shouldRefuseAnotherNameThanTheDatabaseHas() {
    try (StoreUnderTest store =
        new StoreUnderTest(
            live.databases(),
            SequencerProperties.defaults(),
            LedgerUnderTest.named("log.test/renamed"))) {
      store.sequencer().start();
      await().atMost(LONG).until(() -> status(live).refusal() != null);
      assertThat(Objects.requireNonNull(status(live).refusal()).reason())
          .contains("log.test/assay", "log.test/renamed");
    }
  }

  @Test
  void shouldGoOnUnderANewNameOnceABreakIsRecorded() {
    try (StoreUnderTest store = started(backup)) {
      append(store, tenant, 40);
      await().atMost(LONG).until(() -> status(backup).refusal() != null);
      Breaks breaks = new Breaks(backup.connections(DatabaseRole.SEQUENCER));
      assertThat(breaks.record("log.test/unknown", "disk lost", "ada")).isEmpty();
      assertThat(breaks.record(LedgerUnderTest.ORIGIN, "disk lost", "ada"))
          .hasValue(LedgerUnderTest.ORIGIN + "/2");
      assertThat(breaks.record(LedgerUnderTest.ORIGIN, "disk lost", "ada")).isEmpty();
      awaitPublished(store, 60);
      assertRecorded();
      assertBothTenantsAreProvenUnderTheNewName();
    }
    try (StoreUnderTest store = started(backup)) {
      append(store, tenant, 1);
      await().atMost(LONG).until(() -> store.reader().head() == 61);
    }
  }

  @Test
  void shouldLetALeaderThatRunsGoOnUnderTheNewName() {
    try (StoreUnderTest store = started(live)) {
      await().atMost(LONG).until(store.sequencer()::leads);
      Breaks breaks = new Breaks(live.connections(DatabaseRole.SEQUENCER));
      assertThat(breaks.record(LedgerUnderTest.ORIGIN, "key leaked", "ada")).isPresent();
      append(store, tenant, 5);
      awaitPublished(store, 55);
      Ledger ledger = new Ledger(live.connections(DatabaseRole.PROCESSOR));
      await()
          .atMost(LONG)
          .untilAsserted(
              () ->
                  assertThat(ledger.checkpoint(tenant).orElseThrow().checkpoint().origin())
                      .startsWith(LedgerUnderTest.ORIGIN + "/2/"));
      assertThat(status(live).origins().getLast().lostSize()).isNull();
    }
  }

  private void assertRecorded() {
    LedgerStatus status = status(backup);
    assertThat(status.refusal()).isNull();
    assertThat(status.origin()).isEqualTo(LedgerUnderTest.ORIGIN + "/2");
    LedgerStatus.Origin begun = status.origins().getLast();
    assertThat(begun.reason()).isEqualTo("disk lost");
    assertThat(begun.madeBy()).isEqualTo("ada");
    assertThat(begun.lostSize()).isGreaterThan(50);
    assertThat(status.keys()).hasSize(2);
  }

  private void assertBothTenantsAreProvenUnderTheNewName() {
    Ledger ledger = new Ledger(backup.connections(DatabaseRole.PROCESSOR));
    await().atMost(LONG).until(() -> ledger.checkpoint(idle).isPresent());
    RecordedTrees recorded = new RecordedTrees(backup);
    List<VerifierKey> keys = ledger.publicKeys().stream().map(VerifierKey::parse).toList();
    SignedCheckpoint global = ledger.checkpoint(Tree.GLOBAL).orElseThrow();
    assertThat(global.checkpoint().origin()).isEqualTo(LedgerUnderTest.ORIGIN + "/2");
    assertThat(global.checkpoint().root()).isEqualTo(recorded.global().root((int) global.size()));
    for (UUID of : List.of(tenant, idle)) {
      SignedCheckpoint own = ledger.checkpoint(of).orElseThrow();
      assertThat(own.checkpoint().origin()).startsWith(LedgerUnderTest.ORIGIN + "/2/tenant/");
      assertThat(own.checkpoint().root()).isEqualTo(recorded.tenant(of).root((int) own.size()));
      assertThat(own.note().verifiedBy(keys)).containsExactly(keys.getFirst());
      Hash entry = Hash.ofLeaf(GlobalEntry.ofTenantCheckpoint(own.checkpoint()));
      assertThat(
              ledger
                  .inclusion(Tree.GLOBAL, own.logIndex(), global.size())
                  .verifies(entry, global.checkpoint().root()))
          .isTrue();
    }
  }

  private StoreUnderTest started(EmbeddedDatabase database) {
    return started(database, mark);
  }

  private static StoreUnderTest started(EmbeddedDatabase database, Path file) {
    StoreUnderTest store =
        new StoreUnderTest(
            database.databases(),
            SequencerProperties.defaults(),
            LedgerUnderTest.properties().publishedIn(file));
    store.sequencer().start();
    return store;
  }

  private static void append(StoreUnderTest store, UUID of, int events) {
    for (int i = 0; i < events; i++) {
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(of, Uuids.next())));
    }
  }

  private static void awaitPublished(StoreUnderTest store, long events) {
    await().atMost(LONG).until(() -> store.reader().head() == events);
    await().atMost(LONG).until(() -> store.status().publishedSize() == store.status().size());
  }

  private static LedgerStatus status(EmbeddedDatabase database) {
    return new LedgerStatusReader(database.connections(DatabaseRole.PROCESSOR)).read();
  }
}
