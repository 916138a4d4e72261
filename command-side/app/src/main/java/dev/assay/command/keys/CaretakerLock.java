package dev.assay.command.keys;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The right to look after the keys: an advisory lock of one connection. Whoever loses the
 * connection loses the right.
 */
final class CaretakerLock implements AutoCloseable {
  private static final String TRY = "SELECT pg_try_advisory_lock(hashtext('assay-keys'), 1)";
  private static final String HELD =
      """
      SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
        AND granted AND objid = 1 AND classid::bigint = hashtext('assay-keys')::bigint & 4294967295)
      """;

  private final Connection connection;

  private CaretakerLock(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes the right, unless another process has it: then null.
   *
   * @param connection in autocommit; closed with this, or at once where the right is another's
   */
  static @Nullable CaretakerLock take(Connection connection) throws SQLException {
    boolean taken = false;
    try {
      taken = is(connection, TRY);
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    return taken ? new CaretakerLock(connection) : null;
  }

  boolean isHeld() {
    try {
      return is(connection, HELD);
    } catch (SQLException e) {
      return false;
    }
  }

  private static boolean is(Connection connection, String question) throws SQLException {
    try (Statement query = connection.createStatement();
        ResultSet row = query.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Where the connection goes back to a pool, it must not take the lock with it. */
  @Override
  public void close() throws SQLException {
    try (Connection back = connection;
        Statement unlock = back.createStatement()) {
      unlock.execute("SELECT pg_advisory_unlock_all()");
    }
  }
}
