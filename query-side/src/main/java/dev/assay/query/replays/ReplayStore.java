package dev.assay.query.replays;

import dev.assay.api.event.EventJson;
import dev.assay.api.id.TenantId;
import dev.assay.query.jobs.JobQuota;
import dev.assay.query.reading.TenantReader;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** Keeps replays in the table {@code replay.replays}. The clock is the database's. */
final class ReplayStore {
  private static final String COLUMNS =
      """
      replay_id, tenant_id, execution_id, mode, request, status, attempts, requested_by, created_at,
      started_at, ended_at, expires_at, result, failure""";

  // One process works on a replay: the row is locked for the claim, the lease for the work.
  private static final String CLAIM =
      """
      UPDATE replay.replays SET status = 'RUNNING', attempts = attempts + 1, started_at = now(),
        leased_until = now() + ? * interval '1 second'
      WHERE replay_id = (
        SELECT replay_id FROM replay.replays
        WHERE status = 'PENDING' OR (status = 'RUNNING' AND leased_until < now())
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING\s"""
          + COLUMNS;

  private static final String END =
      """
      UPDATE replay.replays SET status = ?, result = ?::jsonb, failure = ?, ended_at = now(),
        leased_until = NULL, expires_at = now() + ? * interval '1 second'
      WHERE replay_id = ? AND attempts = ? AND status = 'RUNNING'
      """;

  private final JdbcTemplate jdbc;
  private final JobQuota quota;
  private final TenantReader reader;
  private final JdbcTemplate reading;
  private final ReplayProperties properties;

  /**
   * @param jdbc of the processor role, as {@code transaction}
   * @param reading on the connections of {@code reader}
   */
  ReplayStore(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      TenantReader reader,
      JdbcTemplate reading,
      ReplayProperties properties) {
    this.jdbc = jdbc;
    this.quota =
        new JobQuota(
            jdbc,
            transaction,
            "replays",
            List.of(
                JobQuota.Limit.ofRows(
                    jdbc,
                    properties.maxWaiting(),
                    "Expected at most %d replays of a tenant that have not ended, but there are as many",
                    "SELECT count(*) FROM replay.replays"
                        + " WHERE tenant_id = ? AND status IN ('PENDING', 'RUNNING')"),
                JobQuota.Limit.ofRows(
                    jdbc,
                    properties.maxPerTenant(),
                    "Expected at most %d replays of a tenant; each is kept for "
                        + properties.keep()
                        + ", but there are as many",
                    "SELECT count(*) FROM replay.replays WHERE tenant_id = ?")));
    this.reader = reader;
    this.reading = reading;
    this.properties = properties;
  }

  /** {@code QUOTA_EXCEEDED} where the tenant has as many as it may have. */
  void add(
      UUID replayId, TenantId tenant, UUID executionId, String mode, JsonNode request, String by) {
    quota.take(
        tenant,
        () ->
            jdbc.update(
                """
                INSERT INTO replay.replays
                  (replay_id, tenant_id, execution_id, mode, request, status, requested_by, created_at)
                VALUES (?, ?, ?, ?, ?::jsonb, 'PENDING', ?, clock_timestamp())
                """,
                replayId,
                tenant.value(),
                executionId,
                mode,
                request.toString(),
                by));
  }

  /** Of this tenant and not expired. */
  Optional<ReplayJob> find(TenantId tenant, UUID replayId) {
    return reader.read(
        tenant,
        () ->
            reading
                .query(
                    "SELECT "
                        + COLUMNS
                        + " FROM replay.replays WHERE replay_id = ?"
                        + " AND (expires_at IS NULL OR expires_at > now())",
                    ReplayStore::job,
                    replayId)
                .stream()
                .findFirst());
  }

  /** The oldest that waits, or whose process stopped talking; it is begun then. */
  Optional<ReplayJob> claim() {
    return jdbc.query(CLAIM, ReplayStore::job, seconds(properties.lease())).stream().findFirst();
  }

  /** Whoever claimed it is still at it. */
  void prolong(ReplayJob job) {
    jdbc.update(
        """
        UPDATE replay.replays SET leased_until = now() + ? * interval '1 second'
        WHERE replay_id = ? AND attempts = ? AND status = 'RUNNING'
        """,
        seconds(properties.lease()),
        job.replayId(),
        job.attempts());
  }

  /** Nothing happens where somebody else has begun it anew meanwhile. */
  void complete(ReplayJob job, JsonNode result) {
    end(job, ReplayJob.Status.COMPLETED, result.toString(), null);
  }

  void fail(ReplayJob job, String why) {
    end(job, ReplayJob.Status.FAILED, null, why);
  }

  /** Gives it back, so that it is begun anew. */
  void giveBack(ReplayJob job) {
    jdbc.update(
        """
        UPDATE replay.replays SET status = 'PENDING', leased_until = NULL
        WHERE replay_id = ? AND attempts = ? AND status = 'RUNNING'
        """,
        job.replayId(),
        job.attempts());
  }

  void forgetExpired() {
    jdbc.update("DELETE FROM replay.replays WHERE expires_at <= now()");
  }

  private void end(
      ReplayJob job, ReplayJob.Status status, @Nullable String result, @Nullable String failure) {
    jdbc.update(
        END,
        status.name(),
        result,
        failure,
        seconds(properties.keep()),
        job.replayId(),
        job.attempts());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private static ReplayJob job(ResultSet row, int index) throws SQLException {
    return new ReplayJob(
        row.getObject(1, UUID.class),
        new TenantId(row.getObject(2, UUID.class)),
        row.getObject(3, UUID.class),
        row.getString(4),
        json(row.getString(5)),
        ReplayJob.Status.valueOf(row.getString(6)),
        row.getInt(7),
        row.getString(8),
        row.getObject(9, OffsetDateTime.class).toInstant(),
        at(row, 10),
        at(row, 11),
        at(row, 12),
        row.getString(13) == null ? null : json(row.getString(13)),
        row.getString(14));
  }

  private static @Nullable Instant at(ResultSet row, int column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static JsonNode json(String text) {
    return EventJson.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
