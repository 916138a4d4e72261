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
   * Days and months are those of UTC, and count what was started in them.
   *
   * @param concurrentExecutions executions of workflows that have not ended; at most 10,000
   * @param costUsdThisMonth in US dollars
   * @param quotas the tenant's own; what is left out is its tier's
   */
  record Usage(
      String tier,
      long concurrentExecutions,
      long tokensToday,
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
                   (SELECT coalesce(sum(coalesce(tokens_in, 0) + coalesce(tokens_out, 0)), 0)
                    FROM read_model.agent_executions WHERE created_at >= day),
                   (SELECT coalesce(sum(cost_usd), 0)
                    FROM read_model.agent_executions WHERE created_at >= month),
                   day, month
            FROM began
            """,
            (row, index) ->
                new Usage(
                    tenant.tier,
                    row.getLong(1),
                    row.getLong(2),
                    row.getBigDecimal(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getObject(5, OffsetDateTime.class).toInstant(),
                    Json.of(tenant.quotas)),
            MOST_EXECUTIONS));
  }
}
