package dev.assay.query.tenants;

import dev.assay.api.CommandRejected;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.Caller;
import dev.assay.query.costs.CostSums;
import dev.assay.query.costs.Spent;
import dev.assay.query.reading.Json;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller's own tenant uses of its quotas. */
@RestController
@Reads({"tenants", "executions", "costs"})
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

  private static final String RUNNING =
      """
      SELECT count(*) FROM (SELECT 1 FROM read_model.executions
        WHERE status IN ('PENDING', 'RUNNING', 'WAITING', 'PAUSED') LIMIT ?) running
      """;

  private final TenantReader reader;
  private final Tenants tenants;
  private final CostSums sums;
  private final JdbcTemplate jdbc;
  private final Clock clock = Clock.systemUTC();

  TenantUsageQueries(TenantReader reader, Tenants tenants, CostSums sums, Databases databases) {
    this.reader = reader;
    this.tenants = tenants;
    this.sums = sums;
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
    Instant now = clock.instant();
    ZonedDateTime day = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
    ZonedDateTime month = day.withDayOfMonth(1);
    Spent today = sums.total(day.toInstant(), day.plusDays(2).toInstant());
    Spent before = sums.total(month.toInstant(), day.toInstant());
    return new Usage(
        tenant.tier,
        Objects.requireNonNullElse(jdbc.queryForObject(RUNNING, Long.class, MOST_EXECUTIONS), 0L),
        today.calls(),
        today.failures(),
        tokens(today),
        tokens(today) + tokens(before),
        today.costUsd().add(before.costUsd()),
        day.toInstant(),
        month.toInstant(),
        Json.of(tenant.quotas));
  }

  private static long tokens(Spent spent) {
    return spent.tokensIn() + spent.tokensOut();
  }
}
