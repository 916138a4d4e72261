package dev.assay.eventstore.ledger;

import static dev.assay.eventstore.testing.StoreUnderTest.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.id.Uuids;
import dev.assay.eventstore.sequencer.SequencerProperties;
import dev.assay.eventstore.testing.EmbeddedDatabase;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.eventstore.testing.RecordedTrees;
import dev.assay.eventstore.testing.StoreUnderTest;
import dev.assay.eventstore.testing.TestEvents;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.Subtree;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.testing.ReferenceTree;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class LedgerWritingTest {
  private final EmbeddedDatabase database = EmbeddedDatabase.create();
  private final JdbcTemplate superuser = new JdbcTemplate(database.superuser());
  private final List<UUID> tenants = Stream.generate(Uuids::next).limit(7).toList();

  @AfterEach
  void close() {
    database.close();
  }

  private record Stored(UUID tree, long size, Hash root, String signatures) {}

  private record Node(UUID tree, int level, long index, Hash hash) {}

  @Test
  void shouldGrowTheTreesThatTheEventsThemselvesGive() {
    ordered(700, 13, 16);
    RecordedTrees recorded = new RecordedTrees(database);

    List<Hash> leaves =
        superuser.query(
            "SELECT leaf_hash FROM event_store.event_order WHERE tenant_id = ? ORDER BY tenant_position",
            (row, i) -> Hash.of(row.getBytes(1)),
            tenants.getFirst());
    assertThat(leaves)
        .isEqualTo(recorded.tenant(tenants.getFirst()).leaves())
        .hasSizeGreaterThan(50);
    assertThat(stored()).hasSizeGreaterThan(50);
    for (Stored head : stored()) {
      ReferenceTree tree = recorded.named(head.tree());
      assertThat(head.root()).isEqualTo(tree.root((int) head.size()));
    }
    assertThat(logEntries(0, 5_000)).isEqualTo(recorded.global().leaves());
    assertThat(logEntries(100, 333)).isEqualTo(recorded.global().leaves().subList(100, 333));
  }

  @Test
  void shouldKeepARootForEachFullTile() {
    ordered(700, 13, 16);
    RecordedTrees recorded = new RecordedTrees(database);
    List<Node> nodes =
        superuser.query(
            "SELECT tree, level, index, hash FROM event_store.ledger_nodes",
            (row, i) ->
                new Node(
                    row.getObject(1, UUID.class),
                    row.getInt(2),
                    row.getLong(3),
                    Hash.of(row.getBytes(4))));
    assertThat(nodes).hasSize(recorded.global().size() / 256).hasSizeGreaterThan(1);
    for (Node node : nodes) {
      Subtree subtree = new Subtree(8 * node.level(), node.index());
      List<Hash> covered =
          recorded.named(node.tree()).leaves().subList((int) subtree.from(), (int) subtree.to());
      assertThat(node.hash()).isEqualTo(new ReferenceTree(covered).root());
    }
  }

  @Test
  void shouldSignEveryHeadSoonHoweverFewOneTransactionMaySign() {
    ordered(60, 40, 2);
    await().atMost(Duration.ofSeconds(10)).until(() -> unsigned() == 0);
    RecordedTrees recorded = new RecordedTrees(database);
    VerifierKey key =
        VerifierKey.parse(
            superuser
                .queryForList("SELECT vkey FROM event_store.ledger_keys", String.class)
                .getFirst());
    assertThat(key.name()).isEqualTo(LedgerUnderTest.ORIGIN);
    for (Stored head : stored()) {
      String origin =
          head.tree().equals(Tree.GLOBAL)
              ? LedgerUnderTest.ORIGIN
              : new LogOrigin(LedgerUnderTest.ORIGIN, recorded.pseudonym(head.tree())).tenant();
      Checkpoint checkpoint = new Checkpoint(origin, head.size(), head.root());
      Note note = Note.parse(checkpoint.body() + "\n" + head.signatures());
      assertThat(note.verifiedBy(List.of(key))).containsExactly(key);
    }
    for (UUID tenant : tenants) {
      assertThat(
              stored().stream()
                  .filter(head -> head.tree().equals(tenant))
                  .mapToLong(Stored::size)
                  .max())
          .hasValue(recorded.tenant(tenant).size());
    }
  }

  @Test
  void shouldShowNoCheckpointThatTheFileDoesNotHave() throws Exception {
    var file = Files.createTempDirectory("ledger").resolve("deep/published");
    try (StoreUnderTest store =
        new StoreUnderTest(
            database.databases(),
            SequencerProperties.defaults(),
            LedgerUnderTest.properties().publishedIn(file))) {
      store.sequencer().start();
      append(store, 20);
      await()
          .until(
              () ->
                  store.reader().head() == 20
                      && published() == new RecordedTrees(database).global().size());
      Checkpoint kept = Checkpoint.parse(Note.parse(Files.readAllBytes(file)).text());
      assertThat(kept.size()).isEqualTo(published());
    }
  }

  private void ordered(int appends, int batchSize, int signatures) {
    SequencerProperties sequencing =
        new SequencerProperties(
            batchSize,
            Duration.ofMillis(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5));
    StoreUnderTest store =
        new StoreUnderTest(
            database.databases(), sequencing, LedgerUnderTest.signingAtMost(signatures));
    append(store, appends);
    store.sequencer().start();
    await().atMost(Duration.ofSeconds(30)).until(() -> store.reader().head() == appends);
    await().atMost(Duration.ofSeconds(10)).until(() -> unsigned() == 0);
    store.close();
  }

  private void append(StoreUnderTest store, int events) {
    Random random = new Random(7);
    for (int i = 0; i < events; i++) {
      UUID tenant = tenants.get(random.nextInt(tenants.size()));
      store
          .engine()
          .appendEvents(TestEvents.messages(Uuids.next(), 0, 1, envelope(tenant, Uuids.next())));
    }
  }

  private List<Stored> stored() {
    return superuser.query(
        "SELECT tree, tree_size, root_hash, signatures FROM event_store.checkpoints",
        (row, i) ->
            new Stored(
                row.getObject(1, UUID.class),
                row.getLong(2),
                Hash.of(row.getBytes(3)),
                row.getString(4)));
  }

  private List<Hash> logEntries(long from, long to) {
    return superuser.query(
        "SELECT entry FROM event_store.log_entries(?, ?)",
        (row, i) -> Hash.ofLeaf(row.getBytes(1)),
        from,
        to);
  }

  private long unsigned() {
    return number("SELECT count(*) FROM event_store.ledger_heads WHERE signed_size < size");
  }

  private long published() {
    return number("SELECT published_size FROM event_store.ledger_status");
  }

  private long number(String sql) {
    return Objects.requireNonNull(superuser.queryForObject(sql, Long.class));
  }
}
