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
  private final int incarnation;
  private Cursor cursor;

  private Leadership(Connection connection, long epoch, int incarnation, Cursor cursor) {
    this.connection = connection;
    this.epoch = epoch;
    this.incarnation = incarnation;
    this.cursor = cursor;
  }

  /**
   * Where ordering has got to.
   *
   * @param position the highest one given out
   * @param incarnation in which transaction ids are compared
   * @param xid of the last ordered row, as text
   */
  record Cursor(long position, int incarnation, String xid, int ordinal, UUID id) {
    Cursor advancedBy(int events) {
      return new Cursor(position + events, incarnation, xid, ordinal, id);
    }

    /** Before the first row of an incarnation, where the position is that of another cursor. */
    static Cursor beginOf(int incarnation, Cursor before) {
      return new Cursor(before.position(), incarnation, "0", 0, new UUID(0, 0));
    }
  }

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
      // Before the lock: whoever is paused right after taking it must lose it, too.
      long paused = pausedAfter.toMillis();
      execute(connection, "SET idle_session_timeout = " + paused);
      execute(connection, "SET idle_in_transaction_session_timeout = " + paused);
      if (!lock(connection)) {
        execute(connection, "RESET ALL");
        return Optional.empty();
      }
      // Otherwise the planner may scan whole tables while their statistics say that they are small.
      execute(connection, "SET enable_seqscan = off; SET enable_bitmapscan = off");
      // What is published must not be lost with the server's memory.
      execute(connection, "SET synchronous_commit = on");
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
                RETURNING epoch, position, incarnation, last_xid::text, last_ordinal, last_id""")) {
      if (!row.next()) {
        throw new SQLException("Expected one row in event_store.sequencer, but there is none");
      }
      return new Leadership(
          connection,
          row.getLong(1),
          incarnation(connection),
          new Cursor(
              row.getLong(2),
              row.getInt(3),
              row.getString(4),
              row.getInt(5),
              row.getObject(6, UUID.class)));
    }
  }

  /** The incarnation in force; throws {@link MovedException} on a server that has none. */
  private static int incarnation(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT incarnation, system_identifier = (SELECT system_identifier FROM pg_control_system())
                FROM event_store.incarnations ORDER BY incarnation DESC LIMIT 1""")) {
      if (!row.next() || !row.getBoolean(2)) {
        throw new MovedException();
      }
      return row.getInt(1);
    }
  }

  Connection connection() {
    return connection;
  }

  int incarnation() {
    return incarnation;
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
            SET position = ?, incarnation = ?, last_xid = ?::xid8, last_ordinal = ?, last_id = ?
            WHERE epoch = ? AND position = ?""")) {
      update.setLong(1, next.position());
      update.setInt(2, next.incarnation());
      update.setString(3, next.xid());
      update.setInt(4, next.ordinal());
      update.setObject(5, next.id());
      update.setLong(6, epoch);
      update.setLong(7, cursor.position());
      if (update.executeUpdate() != 1) {
        throw new FencedException(epoch);
      }
    }
  }

  /** After the commit of a transaction in which {@link #moveTo} was called. */
  void movedTo(Cursor next) {
    cursor = next;
  }

  /** Moves the cursor where no transaction has begun. */
  void moveNow(Cursor next) throws SQLException {
    moveTo(next);
    movedTo(next);
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
