package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.writing.LeafColumns;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** What was logged: the bytes whose hashes are the leaves. */
final class LogEntries {
  private static final String OF_TENANT =
      """
      SELECT t.pseudonym, o.tenant_position, %s
      FROM event_store.event_order o
      JOIN event_store.ledger_tenants t ON t.tenant_id = o.tenant_id
      CROSS JOIN LATERAL (
        SELECT * FROM event_store.event_leaves l
        WHERE l.tenant_id = o.tenant_id AND l.aggregate_id = o.aggregate_id AND l.sequence = o.sequence
        LIMIT 1) e
      WHERE o.tenant_id = ? AND o.tenant_position > ? AND o.tenant_position <= ?
      ORDER BY o.tenant_position
      """
          .formatted(LeafColumns.LIST);
  private static final String GLOBAL =
      "SELECT entry FROM event_store.log_entries(?, ?) ORDER BY log_index";
  private static final String PLACE =
      """
      SELECT o.position, o.tenant_position - 1, b.first_log_index + o.position - b.first_position
      FROM event_store.event_order o
      CROSS JOIN LATERAL (
        SELECT first_log_index, first_position FROM event_store.ledger_batches
        WHERE first_position <= o.position AND events > 0 ORDER BY first_position DESC LIMIT 1) b
      WHERE o.event_id = ? AND o.tenant_id = ?
      """;

  private final JdbcTemplate jdbc;

  LogEntries(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The entries from one index to before another, in order. */
  List<byte[]> of(UUID tree, long from, long to) {
    if (tree.equals(Tree.GLOBAL)) {
      return jdbc.query(GLOBAL, (row, i) -> row.getBytes(1), from, to);
    }
    return jdbc.query(
        OF_TENANT,
        (row, i) ->
            LeafColumns.read(row, 3).leaf(row.getObject(1, UUID.class), row.getLong(2)).bytes(),
        tree,
        from,
        to);
  }

  Optional<EventPlace> place(UUID tenant, UUID eventId) {
    return jdbc
        .query(
            PLACE,
            (row, i) -> new EventPlace(eventId, row.getLong(1), row.getLong(2), row.getLong(3)),
            eventId,
            tenant)
        .stream()
        .findFirst();
  }
}
