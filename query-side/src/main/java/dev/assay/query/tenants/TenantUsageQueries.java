package dev.assay.query.tenants;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.Caller;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller's own tenant uses of its quotas. */
@RestController
@Reads({"tenants", "executions", "agent-executions"})
@Tag(name = "Tenants")
public class TenantUsageQueries {
  // More running executions than this are shown as this many: nobody counts to the end.
  private static final int MOST_EXECUTIONS = 10_000;

  /**
   * Days and months are those of UTC, and count the model calls that ended in them.
   *
   * @param concurrentExecutions executions of workflows that have not ended; at most 10,000
   * @param costUsdThisMonth in US dollars
   * @param quotas the tenant's own; what is left out is its tier's
   */
  record Usage(
      String tier,
      long concurrentExecutions,
      long modelCallsToday,
      long modelCallsFailedToday,
      long tokensToday,
      long tokensThisMonth,
      BigDecimal costUsdThisMonth,
      Instant dayBegan,
      Instant monthBegan,
      @Nullable Json quotas) {}

  private final TenantReader reader;
  private final Tenants tenants;
  private final JdbcTemplate jdbc;

  TenantUsageQueries(TenantReader reader, Tenants tenants, Databases databases) {
    this.reader = reader;
    this.tenants = tenants;
    this.jdbc = databases.jdbc(DatabaseRole.READER);
  }

  @GetMapping("/api/v1/tenant/usage")
  @Operation(summary = "What the caller's own tenant uses of its quotas")
  Usage usage(Caller caller) {
    UUID id = caller.tenant().value();
    // Without ETag: it changes with more than the tenant.
    return reader.read(
        caller,
        () ->
            tenants
                .findById(id)
                .map(this::usage)
                .orElseThrow(() -> CommandRejected.notFound("tenant", id)));
  }

  private Usage usage(Tenant tenant) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            WITH began AS (SELECT date_trunc('day', now(), 'UTC') AS day,
                                  date_trunc('month', now(), 'UTC') AS month)
            SELECT (SELECT count(*) FROM
                     (SELECT 1 FROM read_model.executions
                      WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'PAUSED') LIMIT ?) running),
                   calls_today, failed_today, tokens_today, tokens_month, cost_month, day, month
            FROM began, LATERAL (
              SELECT count(*) FILTER (WHERE ended_at >= day) AS calls_today,
                     count(*) FILTER (WHERE ended_at >= day AND status = 'FAILED') AS failed_today,
                     coalesce(sum(coalesce(tokens_in, 0) + coalesce(tokens_out, 0))
                       FILTER (WHERE ended_at >= day), 0) AS tokens_today,
                     coalesce(sum(coalesce(tokens_in, 0) + coalesce(tokens_out, 0)), 0) AS tokens_month,
                     coalesce(sum(cost_usd), 0) AS cost_month
              FROM read_model.agent_model_calls WHERE ended_at >= month) calls
            """,
            (row, index) ->
                new Usage(
                    tenant.tier,
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getBigDecimal(6),
                    row.getObject(7, OffsetDateTime.class).toInstant(),
                    row.getObject(8, OffsetDateTime.class).toInstant(),
                    Json.of(tenant.quotas)),
            MOST_EXECUTIONS));
  }
}
