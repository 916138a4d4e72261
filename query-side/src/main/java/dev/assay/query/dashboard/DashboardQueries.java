package dev.assay.query.dashboard;

import dev.assay.http.Caller;
import dev.assay.query.dashboard.Dashboard.Rates;
import dev.assay.query.dashboard.Dashboard.Spent;
import dev.assay.query.projections.ProjectionStates;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
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
  private static final List<String> EXECUTION_STATUSES =
      List.of("PENDING", "RUNNING", "WAITING", "PAUSED", "COMPLETED", "FAULTED", "CANCELLED");
  private static final List<String> RUN_STATUSES =
      List.of("RUNNING", "COMPLETED", "FAILED", "CANCELLED");
  private static final List<String> VALIDATION_STATUSES =
      List.of("RUNNING", "ACCEPTED", "REJECTED", "ESCALATED", "CANCELLED");

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
    List<ProjectionStates.State> states = projections.all();
    return reader.read(
        caller,
        () -> {
          Map<String, Long> executions = countByStatus("executions", EXECUTION_STATUSES, since);
          Map<String, Long> runs = countByStatus("agent_executions", RUN_STATUSES, since);
          Map<String, Long> validations = countByStatus("validations", VALIDATION_STATUSES, since);
          Spent spent = spent(since);
          return new Dashboard(
              since,
              executions,
              runs,
              validations,
              Rates.of(PERIOD, executions, runs, validations, spent),
              pendingReviews(),
              spent,
              most(states, ProjectionStates.State::lagEvents),
              most(states, ProjectionStates.State::lagMs));
        });
  }

  private static long most(
      List<ProjectionStates.State> states, ToLongFunction<ProjectionStates.State> value) {
    return states.stream().mapToLong(value).max().orElse(0);
  }

  /** One walk of the index over status and time for each status; the rows are not looked at. */
  private Map<String, Long> countByStatus(String view, List<String> statuses, Instant since) {
    Map<String, Long> counts = new TreeMap<>();
    jdbc.query(
        """
        SELECT s, (SELECT count(*) FROM read_model.%s WHERE status = s AND created_at >= ?)
        FROM unnest(?::text[]) s
        """
            .formatted(view),
        row -> {
          if (row.getLong(2) > 0) {
            counts.put(row.getString(1), row.getLong(2));
          }
        },
        since.atOffset(ZoneOffset.UTC),
        statuses.toArray(String[]::new));
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
            SELECT count(*), count(*) FILTER (WHERE status = 'FAILED'), coalesce(sum(tokens_in), 0),
              coalesce(sum(tokens_out), 0), coalesce(sum(cost_usd), 0)
            FROM read_model.agent_model_calls WHERE ended_at >= ?
            """,
            (row, index) ->
                new Spent(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getBigDecimal(5)),
            since.atOffset(ZoneOffset.UTC)));
  }
}
