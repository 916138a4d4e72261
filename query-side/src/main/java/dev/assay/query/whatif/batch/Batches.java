package dev.assay.query.whatif.batch;

import dev.assay.api.CommandRejected;
import dev.assay.api.id.TenantId;
import dev.assay.http.Page;
import dev.assay.http.PageQuery;
import dev.assay.query.jobs.JobQuota;
import dev.assay.query.reading.TenantReader;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** The batches of tenants, as those who ask for them see them. The clock is the database's. */
final class Batches {
  private final JdbcTemplate jdbc;
  private final JobQuota quota;
  private final TenantReader reader;
  private final JdbcTemplate reading;
  private final BatchProperties properties;

  /**
   * @param jdbc of the processor role, as {@code transaction}
   * @param reading on the connections of {@code reader}
   */
  Batches(
      JdbcTemplate jdbc,
      TransactionTemplate transaction,
      TenantReader reader,
      JdbcTemplate reading,
      BatchProperties properties) {
    this.jdbc = jdbc;
    this.quota =
        new JobQuota(
            jdbc,
            transaction,
            "what-ifs",
            List.of(
                JobQuota.Limit.ofRows(
                    jdbc,
                    properties.maxWaiting(),
                    "Expected at most %d what-ifs of many executions that have not ended,"
                        + " but there are as many",
                    "SELECT count(*) FROM replay.what_ifs"
                        + " WHERE tenant_id = ? AND status IN ('PENDING', 'RUNNING')"),
                JobQuota.Limit.ofRows(
                    jdbc,
                    properties.maxPerTenant(),
                    "Expected at most %d what-ifs of many executions; each is kept for "
                        + properties.keep()
                        + ", but there are as many",
                    "SELECT count(*) FROM replay.what_ifs WHERE tenant_id = ?")));
    this.reader = reader;
    this.reading = reading;
    this.properties = properties;
  }

  /**
   * {@code QUOTA_EXCEEDED} where the tenant has as many as it may have.
   *
   * @param question its texts sealed
   */
  void add(
      TenantId tenant,
      UUID whatIfId,
      JsonNode question,
      Budget budget,
      List<UUID> executions,
      String by) {
    quota.take(
        tenant,
        () -> {
          jdbc.update(
              """
              INSERT INTO replay.what_ifs
                (tenant_id, what_if_id, question, budget, status, total, requested_by, created_at)
              VALUES (?, ?, ?::jsonb, ?::jsonb, 'PENDING', ?, ?, clock_timestamp())
              """,
              tenant.value(),
              whatIfId,
              question.toString(),
              BatchRows.write(budget),
              executions.size(),
              by);
          jdbc.update(
              """
              INSERT INTO replay.what_if_executions (tenant_id, what_if_id, ordinal, execution_id)
              SELECT ?, ?, chosen.ordinal, chosen.id
              FROM unnest(?::uuid[]) WITH ORDINALITY AS chosen (id, ordinal)
              """,
              tenant.value(),
              whatIfId,
              executions.toArray(UUID[]::new));
        });
  }

  /** Of this tenant and not expired. */
  Optional<Batch> find(TenantId tenant, UUID whatIfId) {
    return reader.read(
        tenant,
        () ->
            reading
                .query(
                    "SELECT "
                        + BatchRows.COLUMNS
                        + " FROM replay.what_ifs WHERE tenant_id = ? AND what_if_id = ?"
                        + " AND (expires_at IS NULL OR expires_at > now())",
                    BatchRows::batch,
                    tenant.value(),
                    whatIfId)
                .stream()
                .findFirst());
  }

  /** {@code NOT_FOUND} where there is none. */
  Batch require(TenantId tenant, UUID whatIfId) {
    return find(tenant, whatIfId).orElseThrow(() -> CommandRejected.notFound("what-if", whatIfId));
  }

  /** The newest first. */
  Page<Batch> list(TenantId tenant, PageQuery page) {
    List<String> cursor = page.cursorParts(1);
    UUID before = cursor.isEmpty() ? new UUID(-1, -1) : UUID.fromString(cursor.getFirst());
    List<Batch> found =
        reader.read(
            tenant,
            () ->
                reading.query(
                    "SELECT "
                        + BatchRows.COLUMNS
                        + " FROM replay.what_ifs WHERE tenant_id = ? AND what_if_id < ?"
                        + " AND (expires_at IS NULL OR expires_at > now())"
                        + " ORDER BY what_if_id DESC LIMIT ?",
                    BatchRows::batch,
                    tenant.value(),
                    before,
                    page.limit() + 1));
    return page.page(found, batch -> List.of(batch.whatIfId().toString()));
  }

  /**
   * What has been answered stays, and one that has ended stays as it is. Whoever works on it stops
   * at the next execution.
   */
  void cancel(TenantId tenant, UUID whatIfId) {
    jdbc.update(
        """
        UPDATE replay.what_ifs SET status = 'CANCELLED', ended_at = now(), leased_until = NULL,
          expires_at = now() + ? * interval '1 second'
        WHERE tenant_id = ? AND what_if_id = ? AND status IN ('PENDING', 'RUNNING')
        """,
        BatchRows.seconds(properties.keep()),
        tenant.value(),
        whatIfId);
  }
}
