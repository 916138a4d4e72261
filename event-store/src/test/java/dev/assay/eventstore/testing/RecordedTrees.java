package dev.assay.eventstore.testing;

import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.testing.ReferenceTree;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The trees as the events themselves give them: computed from stored bytes, past all code that
 * keeps the ledger. Only where batches end is taken from the ledger, and what a payload hashed to
 * before ciphertext was removed from it.
 */
public final class RecordedTrees {
  private final JdbcTemplate superuser;
  private final Map<UUID, List<Hash>> tenants = new HashMap<>();
  private final Map<UUID, UUID> pseudonyms = new HashMap<>();
  private final List<Hash> global = new ArrayList<>();

  private record Event(UUID tenant, EventLeaf leaf) {}

  private record Batch(long firstIndex, long firstPosition, int events, int heads) {}

  private record Head(UUID tenant, String origin) {}

  public RecordedTrees(EmbeddedDatabase database) {
    superuser = new JdbcTemplate(database.superuser());
    superuser.query(
        "SELECT tenant_id, pseudonym FROM event_store.ledger_tenants",
        row -> {
          pseudonyms.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
        });
    List<Batch> batches =
        superuser.query(
            """
            SELECT first_log_index, first_position, events, heads FROM event_store.ledger_batches
            ORDER BY first_log_index""",
            (row, i) -> new Batch(row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4)));
    batches.forEach(this::append);
  }

  private void append(Batch batch) {
    if (batch.firstIndex() != global.size()) {
      throw new AssertionError("Expected batch at " + global.size() + ", but got " + batch);
    }
    for (Event event : events(batch)) {
      Hash leaf = event.leaf().hash();
      tenants.computeIfAbsent(event.tenant(), t -> new ArrayList<>()).add(leaf);
      global.add(Hash.ofLeaf(GlobalEntry.ofEvent(leaf)));
    }
    List<Head> heads =
        superuser.query(
            """
            SELECT h.tenant_id, o.origin
            FROM event_store.ledger_tenant_heads h JOIN event_store.ledger_origins o ON o.number = h.origin
            WHERE log_index >= ? AND log_index < ? ORDER BY log_index""",
            (row, i) -> new Head(row.getObject(1, UUID.class), row.getString(2)),
            global.size(),
            global.size() + batch.heads());
    for (Head head : heads) {
      ReferenceTree tree = tenant(head.tenant());
      String origin = new LogOrigin(head.origin(), pseudonym(head.tenant())).tenant();
      global.add(
          Hash.ofLeaf(
              GlobalEntry.ofTenantCheckpoint(new Checkpoint(origin, tree.size(), tree.root()))));
    }
  }

  private List<Event> events(Batch batch) {
    return superuser.query(
        """
        SELECT e.id, e.tenant_id, o.tenant_position, e.aggregate_id, e.sequence, e.recorded_at, e.revision,
          e.aggregate_type, e.type, e.payload_salt, e.payload, e.metadata_salt, e.metadata, e.whole_payload_hash
        FROM event_store.event_order o JOIN event_store.events e ON e.id = o.event_id
        WHERE o.position >= ? AND o.position < ? ORDER BY o.position""",
        (row, i) -> {
          UUID tenant = row.getObject(2, UUID.class);
          return new Event(
              tenant,
              new EventLeaf(
                  row.getObject(1, UUID.class),
                  pseudonym(tenant),
                  row.getLong(3),
                  row.getObject(4, UUID.class),
                  row.getLong(5),
                  ChronoUnit.MICROS.between(
                      Instant.EPOCH, row.getObject(6, OffsetDateTime.class).toInstant()),
                  row.getInt(7),
                  row.getString(8),
                  row.getString(9),
                  row.getBytes(14) == null
                      ? EventLeaf.contentHash(row.getObject(10, UUID.class), row.getBytes(11))
                      : Hash.of(row.getBytes(14)),
                  EventLeaf.contentHash(row.getObject(12, UUID.class), row.getBytes(13))));
        },
        batch.firstPosition(),
        batch.firstPosition() + batch.events());
  }

  public ReferenceTree global() {
    return new ReferenceTree(global);
  }

  public ReferenceTree tenant(UUID tenant) {
    return new ReferenceTree(tenants.getOrDefault(tenant, List.of()));
  }

  /** By the name that trees have in the tables. */
  public ReferenceTree named(UUID tree) {
    return tree.equals(new UUID(0, 0)) ? global() : tenant(tree);
  }

  public UUID pseudonym(UUID tenant) {
    return Objects.requireNonNull(pseudonyms.get(tenant));
  }
}
