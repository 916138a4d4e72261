package dev.assay.eventstore.removal;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes ciphertext out of events by the functions of the database, which hold every step against
 * keys and ledger themselves and refuse anything else. Each step is a transaction; two processes
 * never work at the same passage, and whoever comes next goes on where one died.
 */
public final class CiphertextRemoval {
  private static final String COLUMNS =
      "id, tenant_id, data_keys, reached, until, events, texts, began_at, finished_at";
  private static final String STEP =
      "SELECT " + COLUMNS + " FROM event_store.remove_ciphertext(? * interval '1 second', ?, ?)";
  private static final String UNRECORDED =
      "SELECT "
          + COLUMNS
          + " FROM event_store.removals"
          + " WHERE recorded_at IS NULL AND finished_at IS NOT NULL ORDER BY began_at LIMIT ?";
  private static final String RECORDED = "SELECT event_store.removal_recorded(?)";
  private static final int MOST_AT_ONCE = 100;

  private final Databases databases;
  private final RemovalProperties properties;

  public CiphertextRemoval(Databases databases, RemovalProperties properties) {
    this.databases = databases;
    this.properties = properties;
  }

  /**
   * One batch of a passage. Empty where no key has been erased for long enough, or where others are
   * at everything that is open. Throws Spring's data access exceptions; an event that is not what
   * its leaf says is refused so, and stops its tenant's passage.
   */
  public Optional<Removal> step() {
    return jdbc()
        .query(
            STEP,
            CiphertextRemoval::removal,
            properties.grace().toSeconds(),
            properties.batch(),
            properties.keys())
        .stream()
        .findFirst();
  }

  /** Passages that have ended and of which the record does not tell yet, the oldest first. */
  List<Removal> unrecorded() {
    return jdbc().query(UNRECORDED, CiphertextRemoval::removal, MOST_AT_ONCE);
  }

  void recorded(UUID removal) {
    jdbc().query(RECORDED, row -> {}, removal);
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  private static Removal removal(ResultSet row, int index) throws SQLException {
    return new Removal(
        row.getObject(1, UUID.class),
        row.getObject(2, UUID.class),
        row.getInt(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        instant(row.getObject(9, OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
