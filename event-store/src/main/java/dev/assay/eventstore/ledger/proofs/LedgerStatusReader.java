package dev.assay.eventstore.ledger.proofs;

import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.merkle.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads {@link LedgerStatus}, as any role but the appender. */
public final class LedgerStatusReader {
  private static final String STATUS =
      """
      SELECT coalesce((SELECT size FROM event_store.ledger_heads WHERE tree = ?), 0),
        published_size, published_at, refusal, refused_at, claimed_size, claimed_root
      FROM event_store.ledger_status
      """;
  private static final String KEYS =
      """
      SELECT vkey, began_at, began_log_size FROM event_store.ledger_keys ORDER BY origin DESC, began_at DESC
      """;
  private static final String ORIGINS =
      """
      SELECT origin, began_at, began_log_size, reason, made_by, lost_size, lost_root
      FROM event_store.ledger_origins ORDER BY number
      """;
  private static final String WITNESSES =
      """
      SELECT DISTINCT ON (witness) witness, tree_size, cosigned_at FROM event_store.ledger_cosignatures
      ORDER BY witness, origin DESC, tree_size DESC
      """;

  private final JdbcTemplate jdbc;

  public LedgerStatusReader(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  public LedgerStatus read() {
    List<LedgerStatus.Key> keys =
        jdbc.query(
            KEYS,
            (row, i) -> new LedgerStatus.Key(row.getString(1), instant(row, 2), row.getLong(3)));
    List<LedgerStatus.Origin> origins = jdbc.query(ORIGINS, (row, i) -> origin(row));
    List<LedgerStatus.Witness> witnesses =
        jdbc.query(
            WITNESSES,
            (row, i) ->
                new LedgerStatus.Witness(row.getString(1), row.getLong(2), instant(row, 3)));
    String inForce = origins.isEmpty() ? null : origins.getLast().origin();
    return jdbc.query(
            STATUS,
            (row, i) ->
                new LedgerStatus(
                    inForce,
                    row.getLong(1),
                    row.getLong(2),
                    row.getObject(3) == null ? null : instant(row, 3),
                    keys,
                    origins,
                    witnesses,
                    refusal(row)),
            Tree.GLOBAL)
        .getFirst();
  }

  private static LedgerStatus.Origin origin(ResultSet row) throws SQLException {
    return new LedgerStatus.Origin(
        row.getString(1),
        instant(row, 2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, Long.class),
        base64(row.getBytes(7)));
  }

  private static LedgerStatus.@Nullable Refusal refusal(ResultSet row) throws SQLException {
    String reason = row.getString(4);
    return reason == null
        ? null
        : new LedgerStatus.Refusal(
            reason, instant(row, 5), row.getObject(6, Long.class), base64(row.getBytes(7)));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable String base64(byte @Nullable [] hash) {
    return hash == null ? null : Hash.of(hash).base64();
  }
}
