package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ReadModel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Owner, position and dead letters of one projection. */
final class ProjectionStore {
  /** How far a projection is, and how many dead letters it has. */
  record Progress(long position, long deadLetters) {}

  private final ReadModel model;
  private final String owner;

  /**
   * @param owner names this process, for people
   */
  ProjectionStore(ReadModel model, String owner) {
    this.model = model;
    this.owner = owner;
  }

  /**
   * Takes the lock of this projection unless another session has it. PostgreSQL frees it with the
   * session, so a killed owner leaves nothing behind.
   */
  boolean tryOwn(Connection connection) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement("SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
      lock.setString(1, "assay.projection." + model.name() + ".v" + model.version());
      try (ResultSet rows = lock.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  /** Signs as the owner and reads the progress; a new projection starts before the first event. */
  Progress begin(Connection connection) throws SQLException {
    String sql =
        """
        INSERT INTO read_model.projection_position AS p (projection, version, owner)
        VALUES (?, ?, ?)
        ON CONFLICT (projection, version) DO UPDATE SET owner = excluded.owner, updated_at = now()
        RETURNING p.position, p.dead_letters
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      model(statement, 1);
      statement.setString(3, owner);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return new Progress(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  /**
   * Moves on from where we left off. Throws {@link IllegalStateException} where someone else has
   * moved: then this owner was replaced and its transaction must not count.
   */
  Progress advance(Connection connection, Progress from, StoredEvent last, long parked)
      throws SQLException {
    String sql =
        """
        UPDATE read_model.projection_position
        SET position = ?, caught_up_to = ?, dead_letters = dead_letters + ?,
          updated_at = clock_timestamp()
        WHERE projection = ? AND version = ? AND position = ?
        RETURNING dead_letters
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, last.position());
      statement.setObject(2, last.recordedAt().atOffset(ZoneOffset.UTC));
      statement.setLong(3, parked);
      model(statement, 4);
      statement.setLong(6, from.position());
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(
              "Expected projection %s to be at position %d, but another owner has moved it"
                  .formatted(model.name(), from.position()));
        }
        return new Progress(last.position(), rows.getLong(1));
      }
    }
  }

  /** The sequences among these aggregates that have dead letters. */
  Set<Sequence> parkedAmong(Connection connection, Collection<UUID> aggregateIds)
      throws SQLException {
    String sql =
        """
        SELECT DISTINCT tenant_id, aggregate_id FROM read_model.dead_letter
        WHERE projection = ? AND version = ? AND status = 'PARKED' AND aggregate_id = ANY (?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      model(statement, 1);
      statement.setArray(3, connection.createArrayOf("uuid", aggregateIds.toArray()));
      Set<Sequence> parked = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          parked.add(new Sequence(rows.getObject(1, UUID.class), rows.getObject(2, UUID.class)));
        }
      }
      return parked;
    }
  }

  /** Stores dead letters and answers how many were new. */
  long park(Connection connection, List<DeadLetter> letters) throws SQLException {
    String sql =
        """
        INSERT INTO read_model.dead_letter (tenant_id, projection, version, position, aggregate_type,
          aggregate_id, sequence, event_id, event_type, cause_class, cause_message)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
        """;
    long parked = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (DeadLetter letter : letters) {
        statement.setObject(1, letter.event().tenantId().value());
        model(statement, 2);
        statement.setLong(4, letter.event().position());
        statement.setString(5, letter.event().aggregateType());
        statement.setObject(6, letter.event().aggregateId());
        statement.setLong(7, letter.event().sequence());
        statement.setObject(8, letter.event().id());
        statement.setString(9, letter.event().type());
        statement.setString(10, letter.causeClass());
        statement.setString(11, shortened(letter.causeMessage()));
        parked += statement.executeUpdate();
      }
    }
    return parked;
  }

  /** Says that the owner lives and has nothing left to do. */
  void beat(Connection connection) throws SQLException {
    String sql =
        """
        UPDATE read_model.projection_position SET updated_at = clock_timestamp(),
          caught_up_to = clock_timestamp()
        WHERE projection = ? AND version = ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      model(statement, 1);
      statement.executeUpdate();
    }
  }

  private void model(PreparedStatement statement, int index) throws SQLException {
    statement.setString(index, model.name());
    statement.setInt(index + 1, model.version());
  }

  private static @Nullable String shortened(@Nullable String message) {
    return message == null || message.length() <= 500 ? message : message.substring(0, 500);
  }
}
