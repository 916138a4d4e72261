package dev.assay.eventstore.sequencer;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether an open writing transaction keeps events from being ordered, and says
 * so when it lasts. It watches the horizon stand still, because the sequencer's role may not see
 * whose transaction it is.
 */
final class HorizonWatch {
  private static final Logger LOG = LoggerFactory.getLogger(HorizonWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int COUNTED_AT_MOST = 100_000;

  private static final String LOOK =
      """
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text, count(*)
      FROM (SELECT 1 FROM event_store.events
            WHERE incarnation = ? AND xid >= ?::xid8 AND (xid, ordinal, id) > (?::xid8, ?, ?) LIMIT %d) waiting
      """
          .formatted(COUNTED_AT_MOST);

  private final Duration warnAfter;
  private final SequencerMetrics metrics;
  private long nextLook;
  private boolean warned;
  private String horizon = "";
  private long standsSince;

  HorizonWatch(Duration warnAfter, SequencerMetrics metrics) {
    this.warnAfter = warnAfter;
    this.metrics = metrics;
  }

  void lookIfDue(Leadership leadership) throws SQLException {
    long now = System.nanoTime();
    if (nextLook != 0 && now - nextLook < 0) {
      return;
    }
    nextLook = now + EVERY.toNanos();
    look(leadership.connection(), leadership.cursor());
  }

  private void look(Connection connection, Leadership.Cursor from) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(LOOK)) {
      query.setInt(1, from.incarnation());
      query.setString(2, from.xid());
      query.setString(3, from.xid());
      query.setInt(4, from.ordinal());
      query.setObject(5, from.id());
      try (ResultSet row = query.executeQuery()) {
        if (row.next()) {
          report(row.getString(1), row.getLong(2));
        }
      }
    }
  }

  private void report(String currentHorizon, long waiting) {
    if (waiting == 0 || !currentHorizon.equals(horizon)) {
      horizon = currentHorizon;
      standsSince = System.nanoTime();
    }
    Duration age = Duration.ofNanos(System.nanoTime() - standsSince);
    metrics.observed(waiting, age.toMillis());
    boolean held = age.compareTo(warnAfter) > 0;
    if (held && !warned) {
      LOG.warn(
          "A transaction that has been open for {} s keeps {} committed events from being ordered; "
              + "pg_stat_activity WHERE backend_xid::text = '{}' names it",
          age.toSeconds(),
          waiting,
          currentHorizon);
    }
    warned = held;
  }
}
