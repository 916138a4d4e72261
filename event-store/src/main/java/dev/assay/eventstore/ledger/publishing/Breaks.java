package dev.assay.eventstore.ledger.publishing;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records that the ledger cannot be continued under its name, because what was published under it
 * is lost. What is left goes on under a new name; whoever leads is fenced and begins anew.
 */
public final class Breaks {
  private static final String FENCE = "UPDATE event_store.sequencer SET epoch = epoch + 1";
  private static final String RECORD =
      """
      INSERT INTO event_store.ledger_origins
        (number, origin, began_log_size, reason, made_by, lost_size, lost_root)
      SELECT last.number + 1, first.origin || '/' || (last.number + 1),
        coalesce((SELECT size FROM event_store.ledger_heads WHERE tree = '00000000-0000-0000-0000-000000000000'), 0),
        ?, ?, s.claimed_size, s.claimed_root
      FROM event_store.ledger_origins last, event_store.ledger_origins first, event_store.ledger_status s
      WHERE last.origin = ? AND last.number = (SELECT max(number) FROM event_store.ledger_origins) AND first.number = 1
      RETURNING origin
      """;
  private static final String NOTHING_REFUSED =
      """
      UPDATE event_store.ledger_status
      SET refusal = NULL, refused_by = NULL, claimed_size = NULL, claimed_root = NULL, refused_at = NULL
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  /**
   * @param sequencer connects as {@link dev.assay.eventstore.database.DatabaseRole#SEQUENCER}
   */
  public Breaks(DataSource sequencer) {
    this.jdbc = new JdbcTemplate(sequencer);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(sequencer));
  }

  /**
   * Ends a name. Returns the new one; empty where {@code origin} is not in force, because somebody
   * was faster or it never was.
   *
   * @param madeBy who asked for it
   */
  public Optional<String> record(String origin, String reason, String madeBy) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              // Waits for a transaction that signs, and lets no other begin under the old name.
              jdbc.update(FENCE);
              List<String> begun = jdbc.queryForList(RECORD, String.class, reason, madeBy, origin);
              if (begun.isEmpty()) {
                status.setRollbackOnly();
              } else {
                jdbc.update(NOTHING_REFUSED);
              }
              return begun.stream().findFirst();
            }));
  }
}
