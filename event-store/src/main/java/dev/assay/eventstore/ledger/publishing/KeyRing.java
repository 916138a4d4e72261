package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.note.VerifierKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers every public key before anything signed with it can be seen. */
final class KeyRing {
  private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
  private static final String REMEMBER =
      """
      INSERT INTO event_store.ledger_keys (vkey, origin, began_log_size)
      SELECT ?, ?, coalesce((SELECT size FROM event_store.ledger_heads WHERE tree = ?), 0)
      ON CONFLICT (vkey) DO NOTHING""";

  private KeyRing() {}

  static void remember(Connection connection, int origin, List<VerifierKey> keys)
      throws SQLException {
    // The oldest first, so that the current key is the last that began.
    for (VerifierKey key : keys.reversed()) {
      try (PreparedStatement insert = connection.prepareStatement(REMEMBER)) {
        insert.setString(1, key.toString());
        insert.setInt(2, origin);
        insert.setObject(3, Tree.GLOBAL);
        if (insert.executeUpdate() == 1) {
          LOG.info("The ledger signs with a new key from now on: {}", key);
        }
      }
    }
  }
}
