package dev.assay.sinks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The right to feed one sink, and where it has got to. The right is an advisory lock of one
 * connection: whoever loses the connection loses the right, and cannot move the position.
 */
final class SinkPositions implements AutoCloseable {
  private static final String LOCK =
      "SELECT pg_try_advisory_lock(hashtext('assay-sink'), hashtext(?))";

  private final Connection connection;
  private final String sink;

  private SinkPositions(Connection connection, String sink) {
    this.connection = connection;
    this.sink = sink;
  }

  /**
   * Takes the right, unless another process has it: then null.
   *
   * @param connection in autocommit; closed with this, or at once where the right is another's
   */
  static @Nullable SinkPositions take(Connection connection, String sink) throws SQLException {
    boolean taken = false;
    try (PreparedStatement query = connection.prepareStatement(LOCK)) {
      query.setString(1, sink);
      try (ResultSet row = query.executeQuery()) {
        taken = row.next() && row.getBoolean(1);
      }
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    return taken ? new SinkPositions(connection, sink) : null;
  }

  /** 0 where it has taken nothing. */
  long position() throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT position FROM sinks.sink_position WHERE sink = ?")) {
      query.setString(1, sink);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  void reached(long position) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            INSERT INTO sinks.sink_position (sink, position) VALUES (?, ?)
            ON CONFLICT (sink) DO UPDATE SET position = excluded.position, updated_at = now()
            """)) {
      update.setString(1, sink);
      update.setLong(2, position);
      update.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
