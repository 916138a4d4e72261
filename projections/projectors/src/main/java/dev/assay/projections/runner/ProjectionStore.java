package dev.assay.projections.runner;

import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;

/** Owner and position of one build that follows the record. */
final class ProjectionStore implements PositionStore {
  private final ModelBuild build;
  private final String owner;

  /**
   * @param owner names this process, for people
   */
  ProjectionStore(ModelBuild build, String owner) {
    this.build = build;
    this.owner = owner;
  }

  /**
   * Takes the lock of this projection unless another session has it. PostgreSQL frees it with the
   * session, so a killed owner leaves nothing behind.
   */
  boolean tryOwn(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "assay.projection." + build);
      try (ResultSet rows = lock.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /**
   * Signs as the owner and reads the progress; a new projection starts before the first event. Dead
   * letters are counted anew: some may have been given up while the build was loaded.
   */
  Progress begin(Connection connection) throws SQLException {
    String sql =
        """
        INSERT INTO read_model.projection_position AS p (projection, version, build, owner)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (projection, version, build) DO UPDATE SET owner = excluded.owner, updated_at = now(),
          dead_letters = (SELECT count(*) FROM read_model.dead_letter l
            WHERE l.projection = p.projection AND l.version = p.version AND l.build = p.build
              AND l.status = 'PARKED')
        RETURNING p.position, p.dead_letters
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      model(statement, 1);
      statement.setString(4, owner);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Progress(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  @Override
  public Progress advance(Connection connection, Progress from, Step to, long parked)
      throws SQLException {
    String sql =
        """
        UPDATE read_model.projection_position
        SET position = ?, caught_up_to = ?, dead_letters = dead_letters + ?,
          updated_at = clock_timestamp()
        WHERE projection = ? AND version = ? AND build = ? AND position = ?
        RETURNING dead_letters
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, to.position());
      statement.setObject(2, to.recordedAt().atOffset(ZoneOffset.UTC));
      statement.setLong(3, parked);
      model(statement, 4);
      statement.setLong(7, from.position());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(
              "Expected projection %s to be at position %d, but another owner has moved it"
                  .formatted(build, from.position()));
        }
        return new Progress(to.position(), rows.getLong(1));
      }
    }
  }

  /**
   * Says that the owner lives and has nothing left to do; answers how many dead letters are left.
   */
  long beat(Connection connection) throws SQLException {
    String sql =
        """
        UPDATE read_model.projection_position SET updated_at = clock_timestamp(),
          caught_up_to = clock_timestamp()
        WHERE projection = ? AND version = ? AND build = ?
        RETURNING dead_letters
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      model(statement, 1);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private void model(PreparedStatement statement, int index) throws SQLException {
    statement.setString(index, build.model().name());
    statement.setInt(index + 1, build.model().version());
    statement.setInt(index + 2, build.build());
  }
}
