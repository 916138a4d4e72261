package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.leaf.LogOrigin;
import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.note.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Tenants' heads that are in the global tree and not signed yet, taken in turn. */
final class UnsignedHeads {
  private static final String NEXT =
      """
      SELECT h.tree, t.pseudonym, h.frontier
      FROM event_store.ledger_heads h JOIN event_store.ledger_tenants t ON t.tenant_id = h.tree
      WHERE h.tree > ? AND h.origin = ? AND h.signed_size < h.size
      ORDER BY h.tree LIMIT ?
      """;
  private static final String SIGNED =
      """
      UPDATE event_store.ledger_heads h SET signed_size = n.size
      FROM unnest(?::uuid[], ?::bigint[]) n (tree, size)
      WHERE h.tree = n.tree AND h.origin = ? AND h.signed_size < n.size
      """;
  private static final String OLDER =
      """
      SELECT tree FROM event_store.ledger_heads WHERE origin <> ? AND tree <> ? ORDER BY tree LIMIT ?
      """;

  /** A head to be signed. */
  record Head(UUID tenantId, Checkpoint checkpoint) {}

  private final Connection connection;
  private final LedgerIdentity identity;
  private UUID last = Tree.GLOBAL; // Nobody is passed over for ever, however many there are.

  UnsignedHeads(Connection connection, LedgerIdentity identity) {
    this.connection = connection;
    this.identity = identity;
  }

  List<Head> next(int limit) throws SQLException {
    List<Head> found = after(last, limit);
    if (found.size() < limit && !last.equals(Tree.GLOBAL)) {
      found = after(Tree.GLOBAL, limit);
    }
    last = found.isEmpty() ? Tree.GLOBAL : found.getLast().tenantId();
    return found;
  }

  private List<Head> after(UUID tree, int limit) throws SQLException {
    List<Head> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(NEXT)) {
      query.setObject(1, tree);
      query.setInt(2, identity.number());
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          Frontier frontier = Frontier.fromBytes(row.getBytes(3));
          String origin = new LogOrigin(identity.origin(), row.getObject(2, UUID.class)).tenant();
          found.add(
              new Head(
                  row.getObject(1, UUID.class),
                  new Checkpoint(origin, frontier.size(), frontier.root())));
        }
      }
    }
    return found;
  }

  void signed(List<Head> heads) throws SQLException {
    SqlArrays<Head> columns = new SqlArrays<>(connection, heads);
    try (PreparedStatement update = connection.prepareStatement(SIGNED)) {
      update.setArray(1, columns.uuids(Head::tenantId));
      update.setArray(2, columns.bigints(head -> head.checkpoint().size()));
      update.setInt(3, identity.number());
      update.executeUpdate();
    }
  }

  Collection<UUID> ofOlderOrigin(int limit) throws SQLException {
    List<UUID> found = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(OLDER)) {
      query.setInt(1, identity.number());
      query.setObject(2, Tree.GLOBAL);
      query.setInt(3, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(row.getObject(1, UUID.class));
        }
      }
    }
    return found;
  }
}
