package dev.assay.query.dashboard;

import dev.assay.http.Caller;
import dev.assay.query.projections.ProjectionStates;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Counts and costs of a tenant's last 24 hours, for anyone of the tenant. */
@RestController
@Reads({"executions", "agent-executions", "validations", "reviews"})
@Tag(name = "Dashboard")
public class DashboardQueries {
  private static final Duration PERIOD = Duration.ofHours(24);
  // More pending reviews than this are shown as this many: nobody counts to the end.
  private static final int MOST_REVIEWS = 10_000;

  /**
   * What was spent on models.
   *
   * @param costUsd in US dollars
   */
  record Spent(long tokensIn, long tokensOut, BigDecimal costUsd) {}

  /**
   * @param since counts are of what was started then or later
   * @param executions by status
   * @param agentExecutions by status
   * @param validations by status
   * @param pendingReviews whenever they were opened; at most 10,000 are counted
   * @param projectionLagEvents of the projection that is furthest behind
   */
  record Dashboard(
      Instant since,
      Map<String, Long> executions,
      Map<String, Long> agentExecutions,
      Map<String, Long> validations,
      long pendingReviews,
      Spent spent,
      long projectionLagEvents) {}

  private final TenantReader reader;
  private final JdbcTemplate jdbc;
  private final ProjectionStates projections;
  private final Clock clock;

  /**
   * @param jdbc of the reader role
   */
  public DashboardQueries(
      TenantReader reader, JdbcTemplate jdbc, ProjectionStates projections, Clock clock) {
    this.reader = reader;
    this.jdbc = jdbc;
    this.projections = projections;
    this.clock = clock;
  }

  @GetMapping("/api/v1/dashboard")
  @Operation(summary = "Counts and costs of the last 24 hours")
  Dashboard dashboard(Caller caller) {
    Instant since = clock.instant().minus(PERIOD);
    long lag =
        projections.all().stream().mapToLong(ProjectionStates.State::lagEvents).max().orElse(0);
    return reader.read(
        caller,
        () ->
            new Dashboard(
                since,
                countByStatus("executions", since),
                countByStatus("agent_executions", since),
                countByStatus("validations", since),
                pendingReviews(),
                spent(since),
                lag));
  }

  private Map<String, Long> countByStatus(String view, Instant since) {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.query(
        "SELECT status, count(*) FROM read_model.%s WHERE created_at >= ? GROUP BY status"
            .formatted(view),
        row -> {
          counts.put(row.getString(1), row.getLong(2));
        },
        since.atOffset(ZoneOffset.UTC));
    return counts;
  }

  private long pendingReviews() {
    Long pending =
        jdbc.queryForObject(
            "SELECT count(*) FROM (SELECT 1 FROM read_model.reviews WHERE status = 'PENDING' LIMIT ?) r",
            Long.class,
            MOST_REVIEWS);
    return pending == null ? 0 : pending;
  }

  private Spent spent(Instant since) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            SELECT coalesce(sum(tokens_in), 0), coalesce(sum(tokens_out), 0), coalesce(sum(cost_usd), 0)
            FROM read_model.agent_executions WHERE created_at >= ?
            """,
            (row, index) -> new Spent(row.getLong(1), row.getLong(2), row.getBigDecimal(3)),
            since.atOffset(ZoneOffset.UTC)));
  }
}
