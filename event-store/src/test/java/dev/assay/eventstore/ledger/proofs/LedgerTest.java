package dev.assay.eventstore.ledger.proofs;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.RangeProof;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.ReferenceTree;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads under the role that queries have, for one of two tenants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerTest {
  private static final int EVENTS = 900;

  private final UUID tenant = Uuids.next();
  private final UUID other = Uuids.next();
  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final Ledger ledger = new Ledger(database.databases().dataSource(DatabaseRole.READER));
  private RecordedTrees recorded;

  @BeforeAll
  void record() {
    try (StoreUnderTest store = StoreUnderTest.started(database.databases())) {
      for (int i = 0; i < EVENTS / 3; i++) {
        UUID of = i % 10 == 0 ? other : tenant;
        store
            .engine()
            .appendEvents(TestEvents.messages(Uuids.next(), 0, 3, envelope(of, Uuids.next())));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> store.reader().head() == EVENTS);
      recorded = new RecordedTrees(database);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  ledger.checkpoint(Tree.GLOBAL).map(SignedCheckpoint::size).orElse(0L)
                      == recorded.global().size());
    }
  }

  @AfterAll
  void close() {
    database.close();
  }

  @Test
  void shouldShowTheNewestCheckpointOfEachTreeSignedByAKeyThatIsListed() {
    asReader(
        () -> {
          List<VerifierKey> keys = ledger.publicKeys().stream().map(VerifierKey::parse).toList();
          for (UUID tree : List.of(Tree.GLOBAL, tenant)) {
            SignedCheckpoint newest = ledger.checkpoint(tree).orElseThrow();
            assertThat(newest.size()).isEqualTo(recorded.named(tree).size());
            assertThat(newest.checkpoint().root()).isEqualTo(recorded.named(tree).root());
            assertThat(newest.note().verifiedBy(keys)).isEqualTo(keys);
          }
          assertThat(ledger.checkpoint(other)).as("of another tenant").isEmpty();
          assertThat(ledger.checkpoint(Uuids.next())).isEmpty();
        });
  }

  @Test
  void shouldFindTheTenantsCheckpointAmongTheEntriesOfTheGlobalTree() {
    asReader(
        () -> {
          SignedCheckpoint own = ledger.checkpoint(tenant).orElseThrow();
          Hash leaf = Hash.ofLeaf(GlobalEntry.ofTenantCheckpoint(own.checkpoint()));
          assertThat(recorded.global().leaves().get((int) own.logIndex())).isEqualTo(leaf);
          SignedCheckpoint global = ledger.checkpoint(Tree.GLOBAL).orElseThrow();
          assertThat(
                  ledger
                      .inclusion(Tree.GLOBAL, own.logIndex(), global.size())
                      .verifies(leaf, global.checkpoint().root()))
              .isTrue();
        });
  }

  @Test
  void shouldProveEveryEventInBothTrees() {
    var superuser = new JdbcTemplate(database.superuser());
    List<UUID> events =
        superuser.queryForList(
            "SELECT event_id FROM event_store.event_order WHERE tenant_id = ?", UUID.class, tenant);
    asReader(
        () -> {
          for (int i = 0; i < events.size(); i += 7) {
            EventPlace place = ledger.find(tenant, events.get(i)).orElseThrow();
            for (UUID tree : List.of(Tree.GLOBAL, tenant)) {
              ReferenceTree reference = recorded.named(tree);
              long index = place.indexIn(tree);
              Hash leaf = ledger.leaf(tree, index);
              assertThat(leaf).isEqualTo(reference.leaves().get((int) index));
              assertThat(ledger.inclusion(tree, index, reference.size()))
                  .isEqualTo(reference.inclusion((int) index, reference.size()));
            }
          }
          assertThat(ledger.find(tenant, Uuids.next())).isEmpty();
        });
  }

  @Test
  void shouldProveConsistencyAndRangesAtAnySize() {
    Random random = new Random(11);
    asReader(
        () -> {
          for (UUID tree : List.of(Tree.GLOBAL, tenant)) {
            ReferenceTree reference = recorded.named(tree);
            for (int i = 0; i < 40; i++) {
              int to = 1 + random.nextInt(reference.size());
              int from = random.nextInt(to + 1);
              assertThat(ledger.consistency(tree, from, to))
                  .isEqualTo(reference.consistency(from, to));
              assertThat(ledger.root(tree, to)).isEqualTo(reference.root(to));
              RangeProof range = ledger.range(tree, from, to, reference.size());
              Frontier grown = range.begin();
              reference.leaves().subList(from, to).forEach(grown::append);
              assertThat(range.verifies(grown, reference.root())).isTrue();
            }
          }
        });
  }

  @Test
  void shouldGiveTilesAndTheEntriesThatHashToThem() {
    asReader(
        () -> {
          for (UUID tree : List.of(Tree.GLOBAL, tenant)) {
            ReferenceTree reference = recorded.named(tree);
            int size = reference.size();
            List<Hash> full = ledger.tile(tree, 0, 1, size);
            List<Hash> partial = ledger.tile(tree, 0, size / 256, size);
            assertThat(full).isEqualTo(reference.leaves().subList(256, 512));
            assertThat(partial)
                .isEqualTo(reference.leaves().subList(size / 256 * 256, size))
                .hasSize(size % 256);
            assertThat(ledger.entries(tree, 256, 512).stream().map(Hash::ofLeaf).toList())
                .isEqualTo(full);
            assertThat(ledger.tile(tree, 1, 0, size))
                .hasSize(size / 256)
                .first()
                .isEqualTo(new ReferenceTree(reference.leaves().subList(0, 256)).root());
            assertThat(ledger.tile(tree, 2, 0, size)).isEmpty();
          }
        });
  }

  private void asReader(Runnable work) {
    var databases = database.databases();
    databases
        .transaction(DatabaseRole.READER)
        .executeWithoutResult(
            status -> {
              databases
                  .jdbc(DatabaseRole.READER)
                  .queryForList("SELECT set_config('assay.tenant', ?, true)", tenant.toString());
              work.run();
            });
  }
}
