package dev.assay.eventstore.sequencer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to order events, bound to one database connection. The advisory lock keeps a second
 * sequencer waiting while that connection lives; the epoch fences one that was paused and does not
 * know that it lost its connection. Not thread-safe.
 */
final class Leadership implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

  /** "assay-sq" as a number: one lock for each database. */
  private static final long LOCK = 0x61737361792d7371L;

  private final Connection connection;
  private final long epoch;
  private Cursor cursor;

  private Leadership(Connection connection, long epoch, Cursor cursor) {
    this.connection = connection;
    this.epoch = epoch;
    this.cursor = cursor;
  }

  /**
   * Where ordering has got to.
   *
   * @param position the highest one given out
   * @param xid of the last ordered row, as text
   */
  record Cursor(long position, String xid, int ordinal, UUID id) {}

  /**
   * Takes the lead and begins a new epoch, unless another sequencer has it.
   *
   * @param pausedAfter PostgreSQL ends the leader's session when it is silent for so long
   */
  static Optional<Leadership> take(DataSource sequencer, Duration pausedAfter) throws SQLException {
    Connection connection = sequencer.getConnection();
    boolean taken = false;
    try {
      connection.setAutoCommit(true);
      if (!lock(connection)) {
        return Optional.empty();
      }
      long paused = pausedAfter.toMillis();
      execute(connection, "SET idle_session_timeout = " + paused);
      execute(connection, "SET idle_in_transaction_session_timeout = " + paused);
      // Otherwise the planner may scan whole tables while their statistics say that they are small.
      execute(connection, "SET enable_seqscan = off; SET enable_bitmapscan = off");
      Leadership leadership = beginEpoch(connection);
      taken = true;
      return Optional.of(leadership);
    } finally {
      if (!taken) {
        connection.close();
      }
    }
  }

  private static boolean lock(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
      query.setLong(1, LOCK);
      try (ResultSet row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static Leadership beginEpoch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                UPDATE event_store.sequencer SET epoch = epoch + 1
                RETURNING epoch, position, last_xid::text, last_ordinal, last_id""")) {
      if (!row.next()) {
        throw new SQLException("Expected one row in event_store.sequencer, but there is none");
      }
      return new Leadership(
          connection,
          row.getLong(1),
          new Cursor(
              row.getLong(2), row.getString(3), row.getInt(4), row.getObject(5, UUID.class)));
    }
  }

  Connection connection() {
    return connection;
  }

  long epoch() {
    return epoch;
  }

  Cursor cursor() {
    return cursor;
  }

  /**
   * Moves the cursor within the current transaction. Throws {@link FencedException} when the epoch
   * is another's, so that nothing of the transaction is kept.
   */
  void moveTo(Cursor next) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE event_store.sequencer
            SET position = ?, last_xid = ?::xid8, last_ordinal = ?, last_id = ?
            WHERE epoch = ? AND position = ?""")) {
      update.setLong(1, next.position());
      update.setString(2, next.xid());
      update.setInt(3, next.ordinal());
      update.setObject(4, next.id());
      update.setLong(5, epoch);
      update.setLong(6, cursor.position());
      if (update.executeUpdate() != 1) {
        throw new FencedException(epoch);
      }
    }
  }

  /** After the commit of a transaction in which {@link #moveTo} was called. */
  void movedTo(Cursor next) {
    cursor = next;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Gives the lead up at once, where the connection still works; a broken one gave it up itself.
   */
  @Override
  public void close() {
    try (connection) {
      connection.setAutoCommit(true);
      execute(connection, "SELECT pg_advisory_unlock_all(); RESET ALL");
    } catch (SQLException e) {
      // The pool throws a broken connection away, and PostgreSQL frees its locks.
      LOG.debug("The connection of epoch {} was broken", epoch, e);
    }
  }
}
