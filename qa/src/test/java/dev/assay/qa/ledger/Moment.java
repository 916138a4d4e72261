package dev.assay.qa.ledger;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where a sequencer was that does nothing any more: its connections tell. */
final class Moment {
  private static final String LOOK =
      """
      SELECT CASE
        WHEN EXISTS (SELECT 1 FROM pg_stat_activity WHERE usename = 'assay_sequencer'
            AND datname = current_database() AND backend_xid IS NOT NULL)
          THEN 'in a transaction'
        WHEN (SELECT max(tree_size) FROM event_store.checkpoints WHERE tree = '00000000-0000-0000-0000-000000000000')
            > (SELECT published_size FROM event_store.ledger_status)
          THEN 'between commit and publication'
        WHEN (SELECT published_size FROM event_store.ledger_status)
            > (SELECT coalesce(max(tree_size), 0) FROM event_store.ledger_cosignatures)
          THEN 'between publication and the witness'
        ELSE 'at rest' END""";

  private final JdbcTemplate superuser;

  Moment(JdbcTemplate superuser) {
    this.superuser = superuser;
  }

  String describe() {
    try {
      return String.valueOf(superuser.queryForObject(LOOK, String.class));
    } catch (DataAccessException e) {
      return "unknown";
    }
  }
}
