package dev.assay.command.idempotency;

import dev.assay.api.id.Uuids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Remembers requests that have a key, and their first answers. Each call is one statement. */
public final class IdempotencyStore {
  private static final int CLEANED_AT_ONCE = 1_000;

  /** A key that was used too long ago is free again. */
  private static final String CLAIM =
      """
      INSERT INTO api.idempotency AS i
        (tenant_id, key_hash, route, request_hash, command_id, in_progress, claimed_at)
      VALUES (?, ?, ?, ?, ?, true, ?)
      ON CONFLICT (tenant_id, key_hash, route) DO UPDATE SET request_hash = excluded.request_hash,
        command_id = excluded.command_id, in_progress = true, claimed_at = excluded.claimed_at,
        answer = NULL
      WHERE i.claimed_at < ?
      """;

  private static final String FIND =
      """
      SELECT request_hash, command_id, in_progress, answer FROM api.idempotency
      WHERE tenant_id = ? AND key_hash = ? AND route = ?
      """;
  private static final String FINISH =
      """
      UPDATE api.idempotency SET in_progress = false, answer = coalesce(answer, ?)
      WHERE tenant_id = ? AND key_hash = ? AND route = ? AND command_id = ?
      """;
  private static final String CLEAN =
      """
      DELETE FROM api.idempotency WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM api.idempotency
        WHERE claimed_at < ? LIMIT ?))
      """;

  /**
   * A request with this key that came before.
   *
   * @param inProgress whether someone works on it, or died while doing so
   * @param answer sealed; null where there is none yet
   */
  record Earlier(
      byte[] requestHash, UUID commandId, boolean inProgress, byte @Nullable [] answer) {}

  private final JdbcTemplate jdbc;
  private final Duration retention;
  private final Clock clock;

  /**
   * @param api connects as {@code assay_processor}
   */
  public IdempotencyStore(DataSource api, Duration retention, Clock clock) {
    this.jdbc = new JdbcTemplate(api);
    this.retention = retention;
    this.clock = clock;
  }

  /** The command id of a new request, or null where the key is taken. */
  @Nullable UUID claim(IdempotencyKey key, byte[] requestHash) {
    UUID commandId = Uuids.next();
    int claimed =
        jdbc.update(
            CLAIM,
            key.tenant(),
            key.keyHash(),
            key.route(),
            requestHash,
            commandId,
            clock.instant().atOffset(ZoneOffset.UTC),
            tooOld());
    return claimed == 1 ? commandId : null;
  }

  @Nullable Earlier find(IdempotencyKey key) {
    List<Earlier> found =
        jdbc.query(FIND, IdempotencyStore::read, key.tenant(), key.keyHash(), key.route());
    return found.isEmpty() ? null : found.getFirst();
  }

  /**
   * Ends the work on a request. The first answer stays.
   *
   * @param answer sealed; null where there is none to keep, so that a repeat tries again at once
   */
  void finish(IdempotencyKey key, UUID commandId, byte @Nullable [] answer) {
    jdbc.update(FINISH, answer, key.tenant(), key.keyHash(), key.route(), commandId);
  }

  /** Forgets what is older than the retention; returns how many requests were forgotten. */
  public int clean() {
    int all = 0;
    int some = CLEANED_AT_ONCE;
    while (some == CLEANED_AT_ONCE) {
      some = jdbc.update(CLEAN, tooOld(), CLEANED_AT_ONCE);
      all += some;
    }
    return all;
  }

  private OffsetDateTime tooOld() {
    return clock.instant().minus(retention).atOffset(ZoneOffset.UTC);
  }

  private static Earlier read(ResultSet row, int index) throws SQLException {
    return new Earlier(
        row.getBytes(1), row.getObject(2, UUID.class), row.getBoolean(3), row.getBytes(4));
  }
}
