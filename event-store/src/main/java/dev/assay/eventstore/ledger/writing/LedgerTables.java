package dev.assay.eventstore.ledger.writing;

import dev.assay.eventstore.ledger.writing.Growth.Leaf;
import dev.assay.eventstore.ledger.writing.Growth.Node;
import dev.assay.eventstore.ledger.writing.Growth.TenantHead;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** Inserts what a batch adds. Nothing here is ever changed. */
final class LedgerTables {
  private static final String ORDER =
      """
      INSERT INTO event_store.event_order
        (position, tenant_id, tenant_position, event_id, aggregate_id, sequence, leaf_hash)
      SELECT ? + n - 1, tenant_id, tenant_position, event_id, aggregate_id, sequence, leaf_hash
      FROM unnest(?::uuid[], ?::bigint[], ?::uuid[], ?::uuid[], ?::bigint[], ?::bytea[]) WITH ORDINALITY
        AS e (tenant_id, tenant_position, event_id, aggregate_id, sequence, leaf_hash, n)
      """;
  private static final String NODES =
      """
      INSERT INTO event_store.ledger_nodes (tree, level, index, hash)
      SELECT * FROM unnest(?::uuid[], ?::smallint[], ?::bigint[], ?::bytea[])
      """;
  private static final String TENANT_HEADS =
      """
      INSERT INTO event_store.ledger_tenant_heads (origin, log_index, tenant_id, tree_size, root_hash, body_hash)
      SELECT ?, * FROM unnest(?::bigint[], ?::uuid[], ?::bigint[], ?::bytea[], ?::bytea[])
      """;
  private static final String BATCH =
      """
      INSERT INTO event_store.ledger_batches (first_log_index, first_position, events, heads)
      VALUES (?, ?, ?, ?)
      """;
  private static final String CHECKPOINTS =
      """
      INSERT INTO event_store.checkpoints (origin, tree, tree_size, root_hash, signatures)
      SELECT ?, * FROM unnest(?::uuid[], ?::bigint[], ?::bytea[], ?::text[])
      """;

  /** A signed head. */
  record Signed(UUID tree, long size, byte[] root, String signatures) {}

  private final Connection connection;

  LedgerTables(Connection connection) {
    this.connection = connection;
  }

  void insert(Growth growth, long firstPosition, int origin) throws SQLException {
    insertOrder(growth.leaves(), firstPosition);
    insertNodes(growth.nodes());
    insertTenantHeads(growth.heads(), origin);
    try (PreparedStatement insert = connection.prepareStatement(BATCH)) {
      insert.setLong(1, growth.firstLogIndex());
      insert.setLong(2, firstPosition);
      insert.setInt(3, growth.leaves().size());
      insert.setInt(4, growth.heads().size());
      insert.executeUpdate();
    }
  }

  private void insertOrder(List<Leaf> leaves, long firstPosition) throws SQLException {
    if (leaves.isEmpty()) {
      return;
    }
    SqlArrays<Leaf> columns = new SqlArrays<>(connection, leaves);
    try (PreparedStatement insert = connection.prepareStatement(ORDER)) {
      insert.setLong(1, firstPosition);
      insert.setArray(2, columns.uuids(leaf -> leaf.event().tenantId()));
      insert.setArray(3, columns.bigints(Leaf::tenantPosition));
      insert.setArray(4, columns.uuids(leaf -> leaf.event().eventId()));
      insert.setArray(5, columns.uuids(leaf -> leaf.event().aggregateId()));
      insert.setArray(6, columns.bigints(leaf -> leaf.event().sequence()));
      insert.setArray(7, columns.bytes(leaf -> leaf.hash().bytes()));
      insert.executeUpdate();
    }
  }

  private void insertNodes(List<Node> nodes) throws SQLException {
    if (nodes.isEmpty()) {
      return;
    }
    SqlArrays<Node> columns = new SqlArrays<>(connection, nodes);
    try (PreparedStatement insert = connection.prepareStatement(NODES)) {
      insert.setArray(1, columns.uuids(Node::tree));
      insert.setArray(2, columns.smallints(node -> (short) node.level()));
      insert.setArray(3, columns.bigints(Node::index));
      insert.setArray(4, columns.bytes(node -> node.hash().bytes()));
      insert.executeUpdate();
    }
  }

  private void insertTenantHeads(List<TenantHead> heads, int origin) throws SQLException {
    SqlArrays<TenantHead> columns = new SqlArrays<>(connection, heads);
    try (PreparedStatement insert = connection.prepareStatement(TENANT_HEADS)) {
      insert.setInt(1, origin);
      insert.setArray(2, columns.bigints(TenantHead::logIndex));
      insert.setArray(3, columns.uuids(TenantHead::tenantId));
      insert.setArray(4, columns.bigints(head -> head.checkpoint().size()));
      insert.setArray(5, columns.bytes(head -> head.checkpoint().root().bytes()));
      insert.setArray(6, columns.bytes(head -> head.bodyHash().bytes()));
      insert.executeUpdate();
    }
  }

  void insertCheckpoints(List<Signed> signed, int origin) throws SQLException {
    SqlArrays<Signed> columns = new SqlArrays<>(connection, signed);
    try (PreparedStatement insert = connection.prepareStatement(CHECKPOINTS)) {
      insert.setInt(1, origin);
      insert.setArray(2, columns.uuids(Signed::tree));
      insert.setArray(3, columns.bigints(Signed::size));
      insert.setArray(4, columns.bytes(Signed::root));
      insert.setArray(5, columns.texts(Signed::signatures));
      insert.executeUpdate();
    }
  }
}
