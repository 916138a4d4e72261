package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.writing.Growth.TenantTree;
import dev.assay.verifier.merkle.Frontier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Where each tree has got to, kept in the database alone: a sequencer that remembered it could
 * disagree with what is committed.
 */
final class TreeHeads {
  private static final String KNOW_TENANTS =
      """
      INSERT INTO event_store.ledger_tenants (tenant_id)
      SELECT t FROM unnest(?::uuid[]) t ON CONFLICT (tenant_id) DO NOTHING
      """;
  private static final String LOAD =
      """
      SELECT t.tenant_id, t.pseudonym, h.frontier
      FROM event_store.ledger_tenants t LEFT JOIN event_store.ledger_heads h ON h.tree = t.tenant_id
      WHERE t.tenant_id = ANY (?)
      UNION ALL
      SELECT tree, NULL, frontier FROM event_store.ledger_heads WHERE tree = ?
      """;
  private static final String SAVE =
      """
      INSERT INTO event_store.ledger_heads (tree, size, frontier, origin, signed_size)
      SELECT tree, size, frontier, ?, CASE WHEN signed THEN size ELSE 0 END
      FROM unnest(?::uuid[], ?::bigint[], ?::bytea[], ?::boolean[]) n (tree, size, frontier, signed)
      ON CONFLICT (tree) DO UPDATE SET size = excluded.size, frontier = excluded.frontier, origin = excluded.origin,
        signed_size = greatest(excluded.signed_size,
          CASE WHEN ledger_heads.origin = excluded.origin THEN ledger_heads.signed_size ELSE 0 END)
      """;

  /** The trees of one batch. */
  record Trees(Frontier global, Map<UUID, TenantTree> tenants) {}

  private record Head(UUID tree, Frontier frontier, boolean signed) {}

  private final Connection connection;

  TreeHeads(Connection connection) {
    this.connection = connection;
  }

  /** The trees of these tenants; new ones are empty and get their pseudonym. */
  Trees load(Collection<UUID> tenantIds) throws SQLException {
    Trees known = select(tenantIds);
    if (known.tenants().size() == tenantIds.size()) {
      return known;
    }
    try (PreparedStatement insert = connection.prepareStatement(KNOW_TENANTS)) {
      insert.setArray(1, connection.createArrayOf("uuid", tenantIds.toArray()));
      insert.executeUpdate();
    }
    return select(tenantIds);
  }

  private Trees select(Collection<UUID> tenantIds) throws SQLException {
    Frontier global = Frontier.empty();
    Map<UUID, TenantTree> tenants = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(LOAD)) {
      query.setArray(1, connection.createArrayOf("uuid", tenantIds.toArray()));
      query.setObject(2, Tree.GLOBAL);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          byte[] stored = row.getBytes(3);
          Frontier frontier = stored == null ? Frontier.empty() : Frontier.fromBytes(stored);
          UUID tree = row.getObject(1, UUID.class);
          if (tree.equals(Tree.GLOBAL)) {
            global = frontier;
          } else {
            tenants.put(tree, new TenantTree(tree, row.getObject(2, UUID.class), frontier));
          }
        }
      }
    }
    return new Trees(global, tenants);
  }

  /**
   * @param signed the tenants whose new heads are signed under {@code origin}; the global one is
   */
  void save(Growth growth, int origin, Collection<UUID> signed) throws SQLException {
    List<Head> heads = new ArrayList<>();
    heads.add(new Head(Tree.GLOBAL, growth.global(), true));
    for (TenantTree tenant : growth.tenants()) {
      heads.add(new Head(tenant.tenantId(), tenant.frontier(), signed.contains(tenant.tenantId())));
    }
    SqlArrays<Head> columns = new SqlArrays<>(connection, heads);
    try (PreparedStatement upsert = connection.prepareStatement(SAVE)) {
      upsert.setInt(1, origin);
      upsert.setArray(2, columns.uuids(Head::tree));
      upsert.setArray(3, columns.bigints(head -> head.frontier().size()));
      upsert.setArray(4, columns.bytes(head -> head.frontier().toBytes()));
      upsert.setArray(5, columns.booleans(Head::signed));
      upsert.executeUpdate();
    }
  }
}
