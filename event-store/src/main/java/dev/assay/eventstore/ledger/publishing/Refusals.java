package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.verifier.merkle.Hash;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;

/** Writes into the database why nothing is ordered, for whoever asks any process. */
final class Refusals {
  private static final String WRITE =
      """
      UPDATE event_store.ledger_status
      SET refusal = ?, refused_by = ?, claimed_size = ?, claimed_root = ?, refused_at = clock_timestamp()
      WHERE refusal IS DISTINCT FROM ?""";
  private static final String CLEAR =
      """
      UPDATE event_store.ledger_status
      SET refusal = NULL, refused_by = NULL, claimed_size = NULL, claimed_root = NULL, refused_at = NULL
      WHERE refusal IS NOT NULL""";
  private static final String BY_WITNESS =
      "SELECT refusal, refused_by FROM event_store.ledger_status WHERE refused_by IS NOT NULL";

  private static final String CLEAR_BY =
      """
      UPDATE event_store.ledger_status
      SET refusal = NULL, refused_by = NULL, claimed_size = NULL, claimed_root = NULL, refused_at = NULL
      WHERE refused_by = ?""";

  private Refusals() {}

  static void write(Connection connection, LedgerRefused refusal) throws SQLException {
    Hash root = refusal.claimedRoot();
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      update.setString(1, refusal.getMessage());
      update.setString(2, refusal.witness());
      update.setObject(3, refusal.claimedSize(), Types.BIGINT);
      update.setBytes(4, root == null ? null : root.bytes());
      update.setString(5, refusal.getMessage());
      update.executeUpdate();
    }
  }

  static void clear(Connection connection) throws SQLException {
    try (Statement update = connection.createStatement()) {
      update.executeUpdate(CLEAR);
    }
  }

  /** True when it was this witness whose word kept everything standing. */
  static boolean clearBy(Connection connection, String witness) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CLEAR_BY)) {
      update.setString(1, witness);
      return update.executeUpdate() > 0;
    }
  }

  /** What a witness said stays said until it says otherwise, also after a restart. */
  static void requireNoneByWitness(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BY_WITNESS)) {
      if (row.next()) {
        throw new LedgerRefused(row.getString(1), null, null, row.getString(2));
      }
    }
  }
}
