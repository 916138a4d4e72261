package dev.assay.eventstore.keys;

import dev.assay.api.keys.KeyScope;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of {@code keys.rotations}. Throws Spring's data access exceptions. */
final class RotationStore {
  private static final String ROTATION =
      """
      SELECT rotation_id, scope, tenant_id, asked_by, begun_at, from_version, to_version, keys, done_at
      FROM keys.rotations
      """;

  private final Databases databases;

  RotationStore(Databases databases) {
    this.databases = databases;
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  void inTransaction(Runnable work) {
    databases.transaction(DatabaseRole.KEEPER).executeWithoutResult(status -> work.run());
  }

  <T> Optional<T> inTransaction(Supplier<Optional<T>> work) {
    Optional<T> result = databases.transaction(DatabaseRole.KEEPER).execute(status -> work.get());
    return result == null ? Optional.empty() : result;
  }

  /** Nothing where it has been asked for already. */
  void add(UUID id, KeyScope scope, @Nullable UUID tenant, String askedBy) {
    jdbc()
        .update(
            """
            INSERT INTO keys.rotations (rotation_id, scope, tenant_id, asked_by)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            id,
            scope.wire(),
            tenant,
            askedBy);
  }

  Optional<Rotation> find(UUID id) {
    return jdbc().query(ROTATION + "WHERE rotation_id = ?", RotationStore::rotation, id).stream()
        .findFirst();
  }

  /** The oldest of which the record does not yet say that it is done. */
  Optional<Rotation> next() {
    return jdbc()
        .query(
            ROTATION + "WHERE recorded_at IS NULL ORDER BY begun_at, rotation_id LIMIT 1",
            RotationStore::rotation)
        .stream()
        .findFirst();
  }

  List<Rotation> newest(int most) {
    return jdbc()
        .query(
            ROTATION + "ORDER BY begun_at DESC, rotation_id LIMIT ?",
            RotationStore::rotation,
            most);
  }

  void versions(UUID id, @Nullable String from, String to) {
    jdbc()
        .update(
            """
            UPDATE keys.rotations SET from_version = coalesce(from_version, ?), to_version = ?
            WHERE rotation_id = ?
            """,
            from,
            to,
            id);
  }

  void count(UUID id, long more) {
    jdbc().update("UPDATE keys.rotations SET keys = keys + ? WHERE rotation_id = ?", more, id);
  }

  void done(UUID id) {
    jdbc()
        .update(
            "UPDATE keys.rotations SET done_at = now() WHERE rotation_id = ? AND done_at IS NULL",
            id);
  }

  /** False where it was recorded before. */
  boolean recorded(UUID id) {
    return jdbc()
            .update(
                """
                UPDATE keys.rotations SET recorded_at = now()
                WHERE rotation_id = ? AND recorded_at IS NULL AND done_at IS NOT NULL
                """,
                id)
        == 1;
  }

  private static Rotation rotation(ResultSet row, int index) throws SQLException {
    OffsetDateTime done = row.getObject(9, OffsetDateTime.class);
    return new Rotation(
        row.getObject(1, UUID.class),
        KeyScope.named(row.getString(2)),
        row.getObject(3, UUID.class),
        row.getString(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getString(6),
        row.getString(7),
        row.getLong(8),
        done == null ? null : done.toInstant());
  }
}
