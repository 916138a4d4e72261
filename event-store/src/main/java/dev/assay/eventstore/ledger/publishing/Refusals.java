package dev.assay.eventstore.ledger.publishing;

import dev.assay.verifier.note.Checkpoint;
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

  private Refusals() {}

  static void write(Connection connection, LedgerRefused refusal) throws SQLException {
    Checkpoint claimed = refusal.claimed();
    try (PreparedStatement update = connection.prepareStatement(WRITE)) {
      update.setString(1, refusal.getMessage());
      update.setString(2, refusal.witness());
      update.setObject(3, claimed == null ? null : claimed.size(), Types.BIGINT);
      update.setBytes(4, claimed == null ? null : claimed.root().bytes());
      update.setString(5, refusal.getMessage());
      update.executeUpdate();
    }
  }

  static void clear(Connection connection) throws SQLException {
    try (Statement update = connection.createStatement()) {
      update.executeUpdate(CLEAR);
    }
  }

  /** What a witness said stays said until it says otherwise, also after a restart. */
  static void requireNoneByWitness(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(BY_WITNESS)) {
      if (row.next()) {
        throw new LedgerRefused(row.getString(1), null, row.getString(2));
      }
    }
  }
}
