package dev.assay.eventstore.letters;

import dev.assay.eventstore.letters.Letter.Retry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** How letters are worked off by whoever holds the projection or process manager. */
public final class LetterWork {
  /** What has ended can be looked at for so long. */
  static final Duration KEPT = Duration.ofDays(30);

  private final LetterTable table;
  private final JdbcTemplate jdbc;

  /**
   * @param jdbc of the processor role; everything here joins the surrounding transaction
   */
  public LetterWork(LetterTable table, JdbcTemplate jdbc) {
    this.table = table;
    this.jdbc = jdbc;
  }

  /** The first letter that is wanted of a build of a read model. */
  public Optional<Letter> nextWanted(String projection, int version, int build) {
    return wanted(
        " AND l.projection = ? AND l.version = ? AND l.build = ?", projection, version, build);
  }

  /** The first letter that is wanted of a process manager. */
  public Optional<Letter> nextWanted(String processManager) {
    return wanted(" AND l.process_manager = ?", processManager);
  }

  /** The names of whom letters are wanted. */
  public List<String> wantedOf() {
    return jdbc.queryForList(
        "SELECT DISTINCT %s FROM %s WHERE status = 'PARKED' AND retry IS NOT NULL"
            .formatted(table.nameColumn(), table.table()),
        String.class);
  }

  private Optional<Letter> wanted(String ofWhom, Object... values) {
    List<Letter> found =
        jdbc.query(
            table.select()
                + " WHERE l.status = 'PARKED' AND l.retry IS NOT NULL"
                + ofWhom
                + " AND "
                + table.isFirst()
                + " ORDER BY l.position LIMIT 1",
            (row, index) -> Letter.of(row),
            values);
    return found.stream().findFirst();
  }

  /**
   * Takes a letter for this transaction and answers what is wanted of it; null where another has it
   * or nothing is wanted any more.
   */
  public @Nullable Retry claim(UUID letterId) {
    List<String> wanted =
        jdbc.queryForList(
            "SELECT retry FROM "
                + table.table()
                + " WHERE letter_id = ? AND status = 'PARKED' AND retry IS NOT NULL"
                + " FOR UPDATE SKIP LOCKED",
            String.class,
            letterId);
    return wanted.isEmpty() ? null : Retry.valueOf(wanted.getFirst());
  }

  /** It is handled. Where its sequence is wanted, the next of it is from now on. */
  public void resolved(Letter letter, Retry wanted) {
    jdbc.update(
        "UPDATE "
            + table.table()
            + " SET status = 'RESOLVED', retry = NULL, attempts = attempts + 1,"
            + " last_attempt_at = clock_timestamp(), ended_at = clock_timestamp()"
            + " WHERE letter_id = ?",
        letter.letterId());
    if (wanted == Retry.SEQUENCE) {
      jdbc.update(
          """
          UPDATE %1$s SET retry = 'SEQUENCE' WHERE letter_id = (
            SELECT o.letter_id FROM %1$s l JOIN %1$s o ON %2$s
            WHERE l.letter_id = ? AND o.status = 'PARKED' ORDER BY o.position LIMIT 1)
          """
              .formatted(table.table(), table.sameSequence()),
          letter.letterId());
    }
    expire();
  }

  /** It failed again: nothing more is wanted of its sequence until somebody asks anew. */
  public void failedAgain(Letter letter, Cause cause) {
    jdbc.update(
        "UPDATE "
            + table.table()
            + " SET retry = NULL, attempts = attempts + 1, last_attempt_at = clock_timestamp(),"
            + " cause_class = ?, cause_message = ? WHERE letter_id = ? AND status = 'PARKED'",
        cause.className(),
        cause.message(),
        letter.letterId());
  }

  /** Forgets what ended long ago; the record keeps what operators did. */
  void expire() {
    jdbc.update(
        "DELETE FROM "
            + table.table()
            + " WHERE status <> 'PARKED' AND ended_at < now() - make_interval(secs => ?)",
        (double) KEPT.toSeconds());
  }
}
