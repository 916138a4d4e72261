package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.merkle.Hash;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The stored hashes of trees, by the levels of C2SP tlog-tiles: leaves at level 0, and at level n
 * the roots of complete subtrees of 256^n leaves.
 */
final class TreeHashes {
  private static final String TENANT_LEAVES =
      """
      SELECT leaf_hash FROM event_store.event_order
      WHERE tenant_id = ? AND tenant_position > ? AND tenant_position <= ? ORDER BY tenant_position
      """;
  private static final String GLOBAL_ENTRIES =
      "SELECT entry FROM event_store.log_entries(?, ?) ORDER BY log_index";
  private static final String NODES =
      """
      SELECT hash FROM event_store.ledger_nodes
      WHERE tree = ? AND level = ? AND index >= ? AND index < ? ORDER BY index
      """;

  private final JdbcTemplate jdbc;

  TreeHashes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The hashes at one level from one index to before another. Throws {@link DamagedRecordException}
   * where the tree is not that large.
   */
  List<Hash> at(UUID tree, int level, long from, long to) {
    List<Hash> found = level == 0 ? leaves(tree, from, to) : nodes(tree, level, from, to);
    if (found.size() != to - from) {
      throw new DamagedRecordException(
          "Expected %d hashes at level %d from %d on, but there are %d"
              .formatted(to - from, level, from, found.size()));
    }
    return found;
  }

  private List<Hash> leaves(UUID tree, long from, long to) {
    return tree.equals(Tree.GLOBAL)
        ? jdbc.query(GLOBAL_ENTRIES, (row, i) -> Hash.ofLeaf(row.getBytes(1)), from, to)
        : jdbc.query(TENANT_LEAVES, (row, i) -> Hash.of(row.getBytes(1)), tree, from, to);
  }

  private List<Hash> nodes(UUID tree, int level, long from, long to) {
    return jdbc.query(NODES, (row, i) -> Hash.of(row.getBytes(1)), tree, level, from, to);
  }
}
