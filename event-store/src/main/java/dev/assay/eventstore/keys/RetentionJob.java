package dev.assay.eventstore.keys;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The row of {@code keys.retention_job}. Throws Spring's data access exceptions. */
public final class RetentionJob {
  /**
   * How the retention job fares.
   *
   * @param finishedAt when a run last came to its end; null where none did
   * @param destroyed keys, by that run
   * @param held keys whose time is over, and which a legal hold keeps
   * @param trouble why a later run did not come to its end; null where all is well
   */
  public record Job(
      Instant begunAt,
      @Nullable Instant finishedAt,
      long destroyed,
      long held,
      @Nullable String trouble) {}

  private final Databases databases;

  RetentionJob(Databases databases) {
    this.databases = databases;
  }

  private JdbcTemplate jdbc() {
    return databases.jdbc(DatabaseRole.KEEPER);
  }

  /** Whether no run came to its end for so long. */
  public boolean isDue(Duration every) {
    return jdbc()
        .queryForList(
            "SELECT 1 FROM keys.retention_job WHERE finished_at > now() - ? * interval '1 ms'",
            Integer.class,
            every.toMillis())
        .isEmpty();
  }

  public void begun() {
    jdbc()
        .update(
            """
            INSERT INTO keys.retention_job (begun_at) VALUES (now())
            ON CONFLICT (only_row) DO UPDATE SET begun_at = now()
            """);
  }

  public void finished(long destroyed, long held) {
    jdbc()
        .update(
            "UPDATE keys.retention_job SET finished_at = now(), destroyed = ?, held = ?, trouble = NULL",
            destroyed,
            held);
  }

  public void failed(String trouble) {
    jdbc().update("UPDATE keys.retention_job SET trouble = ?", trouble);
  }

  public Optional<Job> read() {
    return jdbc()
        .query(
            "SELECT begun_at, finished_at, destroyed, held, trouble FROM keys.retention_job",
            RetentionJob::job)
        .stream()
        .findFirst();
  }

  private static Job job(ResultSet row, int index) throws SQLException {
    OffsetDateTime finished = row.getObject(2, OffsetDateTime.class);
    return new Job(
        row.getObject(1, OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getLong(3),
        row.getLong(4),
        row.getString(5));
  }
}
