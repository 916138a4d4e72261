package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.note.Checkpoint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Whether a database still has what was published from it. Checkpoints are never deleted, so the
 * published one must be there, with the same root; where it is not, the database is older than the
 * checkpoint, or its history is another.
 */
final class ForkCheck {
  private static final String FIND =
      """
      SELECT (SELECT root_hash FROM event_store.checkpoints WHERE tree = ? AND origin = ? AND tree_size = ?),
        coalesce((SELECT size FROM event_store.ledger_heads WHERE tree = ?), 0)
      """;

  private ForkCheck() {}

  /** Throws {@link LedgerRefused} where the published checkpoint is not in the database. */
  static void requireContains(Connection connection, Origins origins, Checkpoint published)
      throws SQLException {
    Origins.Origin origin = origins.inForce();
    if (origins.isPast(published.origin())) {
      return; // A break has been recorded since.
    }
    if (!published.origin().equals(origin.name())) {
      throw new LedgerRefused(
          "Expected the database of the ledger '%s', which was published here, but it is that of '%s'."
                  .formatted(published.origin(), origin.name())
              + LedgerRefused.ADVICE,
          published.size(),
          published.root(),
          null);
    }
    try (PreparedStatement query = connection.prepareStatement(FIND)) {
      query.setObject(1, Tree.GLOBAL);
      query.setInt(2, origin.number());
      query.setLong(3, published.size());
      query.setObject(4, Tree.GLOBAL);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        byte[] root = row.getBytes(1);
        if (root == null || !Arrays.equals(root, published.root().bytes())) {
          throw new LedgerRefused(
              "Expected the checkpoint of size %d that was published, but the database, with %d entries, %s: "
                      .formatted(
                          published.size(),
                          row.getLong(2),
                          root == null ? "never had it" : "has another of that size")
                  + "it was restored from an older backup."
                  + LedgerRefused.ADVICE,
              published.size(),
              published.root(),
              null);
        }
      }
    }
  }
}
