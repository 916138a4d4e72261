package dev.assay.projections.runner;

import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The dead letters of one build. */
final class DeadLetterStore {
  private final ModelBuild build;

  DeadLetterStore(ModelBuild build) {
    this.build = build;
  }

  /** The sequences among these aggregates that have dead letters. */
  Set<Sequence> parkedAmong(Connection connection, Collection<UUID> aggregateIds)
      throws SQLException {
    String sql =
        """
        SELECT DISTINCT tenant_id, aggregate_id FROM read_model.dead_letter
        WHERE projection = ? AND version = ? AND build = ? AND status = 'PARKED' AND aggregate_id = ANY (?)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      build(statement, 1);
      statement.setArray(4, connection.createArrayOf("uuid", aggregateIds.toArray()));
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
        INSERT INTO read_model.dead_letter (tenant_id, projection, version, build, position, aggregate_type,
          aggregate_id, sequence, event_id, event_type, cause_class, cause_message, attempts,
          last_attempt_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? = 0 THEN NULL ELSE now() END)
        ON CONFLICT DO NOTHING
        """;
    long parked = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (DeadLetter letter : letters) {
        statement.setObject(1, letter.event().tenantId().value());
        build(statement, 2);
        statement.setLong(5, letter.event().position());
        statement.setString(6, letter.event().aggregateType());
        statement.setObject(7, letter.event().aggregateId());
        statement.setLong(8, letter.event().sequence());
        statement.setObject(9, letter.event().id());
        statement.setString(10, letter.event().type());
        statement.setString(11, letter.cause().className());
        statement.setString(12, letter.cause().message());
        statement.setInt(13, letter.attempts());
        statement.setInt(14, letter.attempts());
        parked += statement.executeUpdate();
      }
    }
    return parked;
  }

  private void build(PreparedStatement statement, int index) throws SQLException {
    statement.setString(index, build.model().name());
    statement.setInt(index + 1, build.model().version());
    statement.setInt(index + 2, build.build());
  }
}
