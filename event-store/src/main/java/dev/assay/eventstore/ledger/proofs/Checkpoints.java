package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds checkpoints that may be shown: those that the file outside of the database covers. */
final class Checkpoints {
  private static final String OF_TENANT =
      """
      SELECT c.origin, o.origin, c.tree_size, c.root_hash, c.signatures, c.signed_at, h.log_index, t.pseudonym
      FROM event_store.ledger_status s
      JOIN event_store.checkpoints c ON c.origin = s.published_origin
      JOIN event_store.ledger_tenant_heads h
        ON h.tenant_id = c.tree AND h.origin = c.origin AND h.tree_size = c.tree_size AND h.log_index < s.published_size
      JOIN event_store.ledger_origins o ON o.number = c.origin
      JOIN event_store.ledger_tenants t ON t.tenant_id = c.tree
      WHERE c.tree = ? AND c.tree_size >= ? ORDER BY c.tree_size DESC LIMIT 1
      """;
  private static final String GLOBAL =
      """
      SELECT c.origin, o.origin, c.tree_size, c.root_hash,
        c.signatures || coalesce((SELECT string_agg(w.signatures, '' ORDER BY w.witness)
          FROM event_store.ledger_cosignatures w WHERE w.origin = c.origin AND w.tree_size = c.tree_size), ''),
        c.signed_at, -1
      FROM event_store.ledger_status s
      JOIN event_store.checkpoints c ON c.origin = s.published_origin AND c.tree_size <= s.published_size
      JOIN event_store.ledger_origins o ON o.number = c.origin
      WHERE c.tree = ? AND c.tree_size >= ? AND %s ORDER BY c.tree_size DESC LIMIT 1
      """;
  private static final String NEWEST = GLOBAL.formatted("true");
  private static final String COSIGNED =
      GLOBAL.formatted(
          """
          c.tree_size IN (SELECT w.tree_size FROM event_store.ledger_cosignatures w WHERE w.origin = c.origin
            GROUP BY w.tree_size HAVING count(*) >= ?)""");

  private static final String GLOBAL_COVERS =
      """
      SELECT b.first_log_index + ? - b.first_position < s.published_size AND ? < b.first_position + b.events
      FROM event_store.ledger_status s CROSS JOIN event_store.ledger_batches b
      WHERE b.first_position <= ? AND b.events > 0 ORDER BY b.first_position DESC LIMIT 1
      """;
  private static final String LAST_OF_TENANT =
      """
      SELECT tenant_position FROM event_store.event_order WHERE tenant_id = ? AND position <= ?
      ORDER BY tenant_position DESC LIMIT 1
      """;

  private final JdbcTemplate jdbc;

  Checkpoints(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest one of a tree, of at least this size. */
  Optional<SignedCheckpoint> newest(UUID tree, long size) {
    return tree.equals(Tree.GLOBAL)
        ? jdbc.query(NEWEST, (row, i) -> global(row), tree, size).stream().findFirst()
        : jdbc.query(OF_TENANT, (row, i) -> ofTenant(row), tree, size).stream().findFirst();
  }

  boolean cover(UUID tenant, long position) {
    if (position == 0) {
      return true;
    }
    boolean global =
        jdbc.queryForList(GLOBAL_COVERS, Boolean.class, position, position, position)
            .contains(true);
    if (!global) {
      return false;
    }
    long last =
        jdbc.queryForList(LAST_OF_TENANT, Long.class, tenant, position).stream()
            .findFirst()
            .orElse(0L);
    return last == 0 || newest(tenant, last).isPresent();
  }

  /** The newest one of the global tree that so many witnesses have cosigned. */
  Optional<SignedCheckpoint> cosigned(long size, int witnesses) {
    return jdbc.query(COSIGNED, (row, i) -> global(row), Tree.GLOBAL, size, witnesses).stream()
        .findFirst();
  }

  private static SignedCheckpoint global(ResultSet row) throws SQLException {
    return signed(row, row.getString(2));
  }

  private static SignedCheckpoint ofTenant(ResultSet row) throws SQLException {
    return signed(row, new LogOrigin(row.getString(2), row.getObject(8, UUID.class)).tenant());
  }

  private static SignedCheckpoint signed(ResultSet row, String origin) throws SQLException {
    return new SignedCheckpoint(
        new Checkpoint(origin, row.getLong(3), Hash.of(row.getBytes(4))),
        row.getInt(1),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getLong(7));
  }
}
