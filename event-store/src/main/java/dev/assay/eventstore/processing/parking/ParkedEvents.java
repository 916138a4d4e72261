package dev.assay.eventstore.processing.parking;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.eventstore.letters.Cause;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The parked events of process managers. Whatever is parked here is parked in a transaction of its
 * own: that of the handler is rolled back, or broken already.
 */
final class ParkedEvents {
  private static final String WAITS =
      """
      SELECT sequence_id FROM processing.dead_letter
      WHERE process_manager = ? AND tenant_id = ? AND sequence_id IN (?, ?) AND status = 'PARKED' AND position < ?
      ORDER BY position LIMIT 1
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate own;

  ParkedEvents(Databases databases) {
    this.jdbc = databases.jdbc(DatabaseRole.PROCESSOR);
    this.own = new TransactionTemplate(databases.transactionManager(DatabaseRole.PROCESSOR));
    this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  /** Whether there is a letter of this very event, whatever became of it. */
  boolean isLetter(ProcessEvent event) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT 1 FROM processing.dead_letter"
                + " WHERE process_manager = ? AND position = ?)",
            Boolean.class,
            event.processManager(),
            event.position()));
  }

  /** Parks it if something of its sequence is parked before it; false where nothing is. */
  boolean parkedBehind(ProcessEvent event) {
    UUID before = before(event);
    if (before == null) {
      return false;
    }
    ProcessEvent behind = event.inSequence(before);
    return Boolean.TRUE.equals(
        own.execute(
            status -> {
              // Whoever resolves the last letter of the sequence does so before or after this.
              lock(event.processManager(), event.tenantId(), before);
              if (before(event) == null) {
                return false;
              }
              insert(behind, Cause.afterAnother(), 0);
              return true;
            }));
  }

  /** Parks the event that is to blame; false where it was parked already. */
  boolean park(ProcessEvent event, Cause cause, int attempts) {
    return Boolean.TRUE.equals(own.execute(status -> insert(event, cause, attempts)));
  }

  /** Holds the sequence until the transaction ends. */
  void lock(String processManager, UUID tenant, UUID sequence) {
    jdbc.query(
        "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> {},
        "assay.letters." + processManager + "." + tenant + "." + sequence);
  }

  private @Nullable UUID before(ProcessEvent event) {
    List<UUID> found =
        jdbc.queryForList(
            WAITS,
            UUID.class,
            event.processManager(),
            event.tenantId(),
            event.sequenceId(),
            event.aggregateId(),
            event.position());
    return found.isEmpty() ? null : found.getFirst();
  }

  private boolean insert(ProcessEvent event, Cause cause, int attempts) {
    return jdbc.update(
            """
            INSERT INTO processing.dead_letter (tenant_id, process_manager, sequence_id, position, aggregate_type,
              aggregate_id, sequence, event_id, event_type, cause_class, cause_message, attempts, last_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CASE WHEN ? = 0 THEN NULL ELSE now() END)
            ON CONFLICT DO NOTHING
            """,
            event.tenantId(),
            event.processManager(),
            event.sequenceId(),
            event.position(),
            event.aggregateType(),
            event.aggregateId(),
            event.sequence(),
            event.eventId(),
            event.eventType(),
            cause.className(),
            cause.message(),
            attempts,
            attempts)
        == 1;
  }
}
