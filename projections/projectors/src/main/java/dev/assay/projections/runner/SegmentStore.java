package dev.assay.projections.runner;

import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Owner and position of one segment of a build that is loaded in bulk. */
final class SegmentStore implements PositionStore {
  private final ModelBuild build;
  private final int segment;

  SegmentStore(ModelBuild build, int segment) {
    this.build = build;
    this.segment = segment;
  }

  /** Takes the lock of this segment unless another session has it. */
  boolean tryOwn(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "assay.projection." + build + " segment " + segment);
      try (ResultSet rows = lock.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  Progress progress(Connection connection) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            """
            SELECT position, dead_letters FROM read_model.build_segment
            WHERE projection = ? AND version = ? AND build = ? AND segment = ?
            """)) {
      segment(query, 1);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException("Expected a segment " + segment + " of " + build);
        }
        return new Progress(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  @Override
  public Progress advance(Connection connection, Progress from, Step to, long parked)
      throws SQLException {
    // The state is part of it: what was given up is not written to any more.
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE read_model.build_segment s SET position = ?, events = events + ?,
              dead_letters = dead_letters + ?, updated_at = clock_timestamp()
            WHERE projection = ? AND version = ? AND build = ? AND segment = ? AND position = ?
              AND EXISTS (SELECT 1 FROM read_model.projection_build b
                WHERE b.projection = s.projection AND b.version = s.version AND b.build = s.build
                  AND b.state = 'LOADING')
            RETURNING dead_letters
            """)) {
      update.setLong(1, to.position());
      update.setInt(2, to.events());
      update.setLong(3, parked);
      segment(update, 4);
      update.setLong(8, from.position());
      try (ResultSet rows = update.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(
              "Expected segment %d of %s to be loading and at position %d, but it is not"
                  .formatted(segment, build, from.position()));
        }
        return new Progress(to.position(), rows.getLong(1));
      }
    }
  }

  private void segment(PreparedStatement statement, int index) throws SQLException {
    statement.setString(index, build.model().name());
    statement.setInt(index + 1, build.model().version());
    statement.setInt(index + 2, build.build());
    statement.setInt(index + 3, segment);
  }
}
