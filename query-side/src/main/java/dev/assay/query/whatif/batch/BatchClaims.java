package dev.assay.query.whatif.batch;

import dev.assay.api.whatif.WhatIfReport;
import dev.assay.query.whatif.WhatIfWork.Answered;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The batches as those who work on them see them. Only the latest claim writes: who has lost it
 * meanwhile, or whose batch was cancelled, is told so.
 */
final class BatchClaims {
  /** The execution to ask next. */
  record Next(int ordinal, UUID executionId) {}

  // One process works on a batch: the row is locked for the claim, the lease for the work.
  private static final String CLAIM =
      """
      UPDATE replay.what_ifs SET status = 'RUNNING', claims = claims + 1, stuck = stuck + 1,
        started_at = coalesce(started_at, now()), leased_until = now() + ? * interval '1 second'
      WHERE (tenant_id, what_if_id) = (
        SELECT tenant_id, what_if_id FROM replay.what_ifs
        WHERE status = 'PENDING' OR (status = 'RUNNING' AND leased_until < now())
        ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING\s"""
          + BatchRows.COLUMNS;

  private static final String MINE =
      " WHERE tenant_id = ? AND what_if_id = ? AND claims = ? AND status = 'RUNNING'";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final BatchProperties properties;

  /**
   * @param jdbc of the processor role, as {@code transaction}
   */
  BatchClaims(JdbcTemplate jdbc, TransactionTemplate transaction, BatchProperties properties) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.properties = properties;
  }

  /** The oldest that waits, or whose process stopped talking. */
  Optional<Batch> claim() {
    return jdbc.query(CLAIM, BatchRows::batch, BatchRows.seconds(properties.lease())).stream()
        .findFirst();
  }

  /** Whoever claimed it is still at it. */
  void prolong(Batch batch) {
    update(
        batch,
        "leased_until = now() + ? * interval '1 second'",
        BatchRows.seconds(properties.lease()));
  }

  Optional<Next> next(Batch batch) {
    return jdbc
        .query(
            """
            SELECT ordinal, execution_id FROM replay.what_if_executions
            WHERE tenant_id = ? AND what_if_id = ? AND outcome = 'PENDING'
            ORDER BY ordinal LIMIT 1
            """,
            (row, index) -> new Next(row.getInt(1), row.getObject(2, UUID.class)),
            batch.tenant().value(),
            batch.whatIfId())
        .stream()
        .findFirst();
  }

  /** Keeps what came of one execution, with what it has cost; false where the claim is lost. */
  boolean keep(Batch batch, Next asked, Result result) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              int mine =
                  update(
                      batch,
                      """
                      done = done + 1, spent_ms = spent_ms + ?, spent_events = spent_events + ?,
                      spent_cost_usd = spent_cost_usd + ?, stuck = 0""",
                      result.tookMs(),
                      result.events(),
                      result.costUsd());
              if (mine == 1) {
                write(batch, asked, result);
              }
              return mine == 1;
            }));
  }

  /**
   * @param because why it ended before its last execution; null where it did not
   */
  void end(Batch batch, Batch.Status status, @Nullable String because) {
    update(
        batch,
        "status = ?, ended_because = ?, ended_at = now(), leased_until = NULL,"
            + " expires_at = now() + ? * interval '1 second'",
        status.name(),
        because,
        BatchRows.seconds(properties.keep()));
  }

  /** Gives it back, so that somebody goes on with it. */
  void giveBack(Batch batch) {
    update(batch, "status = 'PENDING', stuck = greatest(stuck - 1, 0), leased_until = NULL");
  }

  /** Lets it rest for a while after a failure that may pass. */
  void rest(Batch batch) {
    update(
        batch,
        "leased_until = now() + ? * interval '1 second'",
        BatchRows.seconds(properties.pause()));
  }

  void forgetExpired() {
    jdbc.update("DELETE FROM replay.what_ifs WHERE expires_at <= now()");
  }

  private void write(Batch batch, Next asked, Result result) {
    Answered answered = result.answered();
    WhatIfReport report = answered == null ? null : answered.report();
    jdbc.update(
        """
        UPDATE replay.what_if_executions SET outcome = ?, observed_passed = ?, passed = ?,
          comparability = ?, from_record = ?, mocked = ?, blocked = ?, lanes = ?::jsonb,
          differences = ?::jsonb, report = ?::jsonb, failure = ?, answered_at = now(), took_ms = ?
        WHERE tenant_id = ? AND what_if_id = ? AND ordinal = ?
        """,
        report == null ? Outcome.FAILED.name() : report.conclusion().name(),
        answered == null ? null : answered.observedPassed(),
        report == null ? null : report.passed(),
        report == null ? null : report.comparability(),
        report == null ? null : report.fromRecord(),
        report == null ? null : report.mocked(),
        report == null ? null : report.blocked(),
        report == null ? null : BatchRows.write(LaneFigures.Three.of(report)),
        report == null ? null : BatchRows.write(NamedDifferences.of(report)),
        answered == null ? null : answered.sealed().toString(),
        result.failure(),
        result.tookMs(),
        batch.tenant().value(),
        batch.whatIfId(),
        asked.ordinal());
  }

  private int update(Batch batch, String set, @Nullable Object... values) {
    @Nullable Object[] all = java.util.Arrays.copyOf(values, values.length + 3);
    all[values.length] = batch.tenant().value();
    all[values.length + 1] = batch.whatIfId();
    all[values.length + 2] = batch.claims();
    return jdbc.update("UPDATE replay.what_ifs SET " + set + MINE, all);
  }
}
