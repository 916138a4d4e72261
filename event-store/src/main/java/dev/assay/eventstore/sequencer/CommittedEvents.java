package dev.assay.eventstore.sequencer;

import dev.assay.eventstore.ledger.writing.LeafColumns;
import dev.assay.eventstore.ledger.writing.LeafParts;
import dev.assay.eventstore.sequencer.Leadership.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Reads events that have no position yet, in the order in which they get one. Of the incarnation in
 * force only rows whose transaction id lies below the horizon, the oldest id still in progress:
 * below it nothing can appear any more, so that no place has to be kept free and none is skipped.
 * Within one transaction id the writer's ordinal decides. Closed incarnations come first; nobody
 * writes to them, so all that is left of them is there.
 */
final class CommittedEvents {
  // Qualified, because a bare xid in ORDER BY would be the text of the output, where 1000 < 999.
  private static final String READ =
      "SELECT e.xid::text, e.ordinal, "
          + LeafColumns.LIST
          + " FROM event_store.event_leaves e WHERE e.incarnation = ? AND %s"
          + " ORDER BY e.xid, e.ordinal, e.id LIMIT ?";
  private static final String BEYOND =
      "e.xid >= ?::xid8 AND (e.xid, e.ordinal, e.id) > (?::xid8, ?, ?)";
  private static final String WITHOUT_POSITION =
      " AND NOT EXISTS (SELECT 1 FROM event_store.event_order o WHERE o.event_id = e.id)";

  private static final String BELOW_HORIZON =
      READ.formatted(BEYOND + " AND e.xid < pg_snapshot_xmin(pg_current_snapshot())");
  private static final String LEFT_OVER = READ.formatted(BEYOND + WITHOUT_POSITION);
  // Appended to a restored database before anyone noticed: their ids may lie below the cursor.
  private static final String STRAGGLERS =
      READ.formatted(
          "e.xid <= ?::xid8 AND (e.xid, e.ordinal, e.id) <= (?::xid8, ?, ?)" + WITHOUT_POSITION);

  /**
   * Events that belong together.
   *
   * @param next the cursor once they have their positions
   */
  record Batch(List<LeafParts> events, Cursor next) {}

  private record Place(String xid, int ordinal, UUID id) {}

  private final Leadership leadership;

  CommittedEvents(Leadership leadership) {
    this.leadership = leadership;
  }

  /** Empty when nothing is below the horizon. */
  Batch next(int limit) throws SQLException {
    while (leadership.cursor().incarnation() < leadership.incarnation()) {
      Batch batch = leftOver(limit);
      if (!batch.events().isEmpty()) {
        return batch;
      }
      leadership.moveNow(
          Cursor.beginOf(leadership.cursor().incarnation() + 1, leadership.cursor()));
    }
    return read(BELOW_HORIZON, limit);
  }

  private Batch leftOver(int limit) throws SQLException {
    execute("SET statement_timeout = 0"); // once for each restore, and it may have to look at all
    try {
      Batch batch = read(LEFT_OVER, limit);
      if (!batch.events().isEmpty()) {
        return batch;
      }
      Batch stragglers = read(STRAGGLERS, limit);
      return new Batch(
          stragglers.events(), leadership.cursor().advancedBy(stragglers.events().size()));
    } finally {
      execute("RESET statement_timeout");
    }
  }

  private Batch read(String sql, int limit) throws SQLException {
    Connection connection = leadership.connection();
    Cursor from = leadership.cursor();
    List<LeafParts> events = new ArrayList<>();
    Place last = new Place(from.xid(), from.ordinal(), from.id());
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, from.incarnation());
      query.setString(2, from.xid());
      query.setString(3, from.xid());
      query.setInt(4, from.ordinal());
      query.setObject(5, from.id());
      query.setInt(6, limit);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          LeafParts event = LeafColumns.read(row, 3);
          events.add(event);
          last = new Place(row.getString(1), row.getInt(2), event.eventId());
        }
      }
    }
    long position = from.position() + events.size();
    return new Batch(
        events, new Cursor(position, from.incarnation(), last.xid(), last.ordinal(), last.id()));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = leadership.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
