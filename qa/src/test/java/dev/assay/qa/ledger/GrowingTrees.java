package dev.assay.qa.ledger;

import dev.assay.eventstore.ledger.writing.LeafParts;
import dev.assay.eventstore.testing.LedgerUnderTest;
import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * Grows all trees again from the stored bytes of the events, past the code that keeps the ledger.
 * Only where batches end is taken from the ledger.
 */
final class GrowingTrees {
  private static final long AT_ONCE = 5_000;
  private static final String EVENTS =
      """
      SELECT o.position, e.id, e.tenant_id, o.tenant_position, e.aggregate_id, e.sequence, e.recorded_at, e.revision,
        e.aggregate_type, e.type, e.payload_salt, e.payload, e.metadata_salt, e.metadata
      FROM event_store.event_order o JOIN event_store.events e ON e.id = o.event_id
      WHERE o.position > ? AND o.position <= ? ORDER BY o.position""";
  private static final String ENDS =
      """
      SELECT b.first_position + b.events - 1, array_agg(h.tenant_id ORDER BY h.log_index)
      FROM event_store.ledger_batches b JOIN event_store.ledger_tenant_heads h
        ON h.log_index >= b.first_log_index + b.events AND h.log_index < b.first_log_index + b.events + b.heads
      GROUP BY b.first_log_index, b.first_position, b.events""";

  /** A tree and the name of its checkpoints. */
  static final class GrownTree {
    private final String origin;
    private final Frontier frontier = Frontier.empty();
    private final List<Hash> leaves = new ArrayList<>();

    GrownTree(String origin) {
      this.origin = origin;
    }

    List<Hash> leaves() {
      return leaves;
    }

    Checkpoint head() {
      return new Checkpoint(origin, frontier.size(), frontier.root());
    }

    private void append(Hash leaf) {
      frontier.append(leaf);
      leaves.add(leaf);
    }
  }

  private final JdbcTemplate superuser;
  private final Consumer<Checkpoint> heads;
  private final GrownTree global = new GrownTree(LedgerUnderTest.ORIGIN);
  private final Map<UUID, GrownTree> tenants = new HashMap<>();
  private final Map<UUID, UUID> pseudonyms = new HashMap<>();
  private final Map<Long, List<UUID>> ends = new HashMap<>();

  /**
   * @param heads hears the head of each tree at each size that it ever had
   */
  GrowingTrees(JdbcTemplate superuser, Consumer<Checkpoint> heads) {
    this.superuser = superuser;
    this.heads = heads;
  }

  /** Returns all trees as they are now. */
  List<GrownTree> grow() {
    superuser.query(
        "SELECT tenant_id, pseudonym FROM event_store.ledger_tenants",
        row -> {
          UUID pseudonym = row.getObject(2, UUID.class);
          pseudonyms.put(row.getObject(1, UUID.class), pseudonym);
          tenants.put(
              row.getObject(1, UUID.class),
              new GrownTree(new LogOrigin(LedgerUnderTest.ORIGIN, pseudonym).tenant()));
        });
    superuser.query(
        ENDS,
        row -> {
          ends.put(row.getLong(1), List.of((UUID[]) row.getArray(2).getArray()));
        });
    Long events =
        superuser.queryForObject("SELECT count(*) FROM event_store.event_order", Long.class);
    for (long from = 0; from < Objects.requireNonNull(events); from += AT_ONCE) {
      superuser.query(EVENTS, (RowCallbackHandler) this::append, from, from + AT_ONCE);
    }
    List<GrownTree> all = new ArrayList<>(tenants.values());
    all.add(global);
    return all;
  }

  private void append(ResultSet row) throws SQLException {
    UUID tenantId = row.getObject(3, UUID.class);
    GrownTree tenant = Objects.requireNonNull(tenants.get(tenantId));
    Hash leaf = leaf(row, Objects.requireNonNull(pseudonyms.get(tenantId))).hash();
    tenant.append(leaf);
    heads.accept(tenant.head());
    append(GlobalEntry.ofEvent(leaf));
    for (UUID ended : ends.getOrDefault(row.getLong(1), List.of())) {
      append(GlobalEntry.ofTenantCheckpoint(Objects.requireNonNull(tenants.get(ended)).head()));
    }
  }

  private void append(byte[] entry) {
    global.append(Hash.ofLeaf(entry));
    heads.accept(global.head());
  }

  private static EventLeaf leaf(ResultSet row, UUID pseudonym) throws SQLException {
    Instant recordedAt = row.getObject(7, OffsetDateTime.class).toInstant();
    return new LeafParts(
            row.getObject(2, UUID.class),
            row.getObject(3, UUID.class),
            row.getString(9),
            row.getObject(5, UUID.class),
            row.getLong(6),
            row.getString(10),
            row.getInt(8),
            ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt),
            EventLeaf.contentHash(row.getObject(11, UUID.class), row.getBytes(12)),
            EventLeaf.contentHash(row.getObject(13, UUID.class), row.getBytes(14)))
        .leaf(pseudonym, row.getLong(4));
  }
}
