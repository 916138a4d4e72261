package dev.assay.eventstore.letters;

import dev.assay.eventstore.letters.Letter.Retry;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What operators want of letters. Whoever holds the projection or process manager tries again; two
 * who ask for the same at the same time get it once. A letter that is being tried right now is not
 * waited for: it is answered that there is nothing to do.
 */
public final class LetterOrders {
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  /**
   * @param jdbc of the processor role, as {@code transaction}
   */
  public LetterOrders(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** False unless it is parked, the first of its sequence, and not being tried now. */
  public boolean retry(LetterTable table, Letter letter, Retry how) {
    return jdbc.update(
            """
            UPDATE %1$s SET retry = ? WHERE letter_id = (
              SELECT l.letter_id FROM %1$s l
              WHERE l.letter_id = ? AND l.tenant_id = ? AND l.status = 'PARKED' AND %2$s
              FOR UPDATE SKIP LOCKED)
            """
                .formatted(table.table(), table.isFirst()),
            how.name(),
            letter.letterId(),
            letter.tenantId())
        == 1;
  }

  /** The same for the first letter of the sequence that this one is of. */
  public boolean retrySequence(LetterTable table, Letter letter) {
    return jdbc.update(
            """
            UPDATE %1$s SET retry = 'SEQUENCE' WHERE letter_id = (
              SELECT o.letter_id FROM %1$s l JOIN %1$s o ON %2$s
              WHERE l.letter_id = ? AND l.tenant_id = ? AND o.status = 'PARKED'
              ORDER BY o.position LIMIT 1 FOR UPDATE OF o SKIP LOCKED)
            """
                .formatted(table.table(), table.sameSequence()),
            letter.letterId(),
            letter.tenantId())
        == 1;
  }

  /** Wants all sequences of a tenant tried, and answers how many there are. */
  public int retryAll(LetterTable table, String name, UUID tenant) {
    return jdbc.update(
        """
        UPDATE %1$s SET retry = 'SEQUENCE' WHERE letter_id IN (
          SELECT l.letter_id FROM %1$s l
          WHERE l.%2$s = ? AND l.tenant_id = ? AND l.status = 'PARKED' AND %3$s
          FOR UPDATE SKIP LOCKED)
        """
            .formatted(table.table(), table.nameColumn(), table.isFirst()),
        name,
        tenant);
  }

  /** Gives it up. False unless it is parked and not being tried now. */
  public boolean discard(LetterTable table, Letter letter) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              new LetterWork(table, jdbc).expire();
              return jdbc.update(
                      """
                      UPDATE %1$s SET status = 'DISCARDED', retry = NULL, ended_at = now() WHERE letter_id = (
                        SELECT letter_id FROM %1$s
                        WHERE letter_id = ? AND tenant_id = ? AND status = 'PARKED' FOR UPDATE SKIP LOCKED)
                      """
                          .formatted(table.table()),
                      letter.letterId(),
                      letter.tenantId())
                  == 1;
            }));
  }
}
