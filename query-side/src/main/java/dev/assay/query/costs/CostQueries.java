package dev.assay.query.costs;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.Caller;
import dev.assay.query.costs.Costs.Line;
import dev.assay.query.costs.Costs.Spent;
import dev.assay.query.costs.Costs.WorkflowRef;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What models cost the caller's own tenant, for anyone of it. Summed when it is asked for: a sum
 * that is kept would be a row of many runs, which neither a second delivery nor a rebuild in
 * segments leaves right.
 */
@RestController
@Reads({"agent-executions", "validations", "executions"})
@Tag(name = "Costs")
public class CostQueries {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(366);

  private final TenantReader reader;
  private final JdbcTemplate jdbc;
  private final Clock clock = Clock.systemUTC();

  CostQueries(TenantReader reader, Databases databases) {
    this.reader = reader;
    this.jdbc = databases.jdbc(DatabaseRole.READER);
  }

  @GetMapping("/api/v1/costs")
  @Operation(summary = "What model calls cost, by day, agent, model or workflow")
  Costs costs(
      Caller caller,
      @RequestParam @Nullable String groupBy,
      @RequestParam @Nullable String from,
      @RequestParam @Nullable String to) {
    String group = Filters.oneOf("groupBy", groupBy, Filters.names(CostGrouping.values()));
    Instant end = Objects.requireNonNullElseGet(Filters.time("to", to), clock::instant);
    Instant begin =
        Objects.requireNonNullElseGet(Filters.time("from", from), () -> end.minus(USUAL));
    if (begin.isAfter(end) || Duration.between(begin, end).compareTo(LONGEST) > 0) {
      throw Filters.refused(
          "from", "Expected from to be at most 366 days before to, but it is " + begin);
    }
    CostGrouping by = group == null ? CostGrouping.DAY : CostGrouping.valueOf(group);
    return reader.read(caller, () -> costs(by, begin, end));
  }

  private Costs costs(CostGrouping by, Instant from, Instant to) {
    List<Line> lines =
        jdbc.query(
            by.sql(),
            (row, index) -> line(by, row),
            from.atOffset(ZoneOffset.UTC),
            to.atOffset(ZoneOffset.UTC));
    // The first row is of all.
    return new Costs(from, to, by, lines.getFirst().spent(), lines.subList(1, lines.size()));
  }

  private static Line line(CostGrouping by, ResultSet row) throws SQLException {
    Spent spent =
        new Spent(
            row.getLong("calls"),
            row.getLong("failures"),
            row.getLong("cached"),
            row.getLong("tokens_in"),
            row.getLong("tokens_out"),
            row.getBigDecimal("cost_usd"));
    return switch (by) {
      case DAY -> new Line(row.getObject("day", LocalDate.class), null, null, null, null, spent);
      case AGENT -> new Line(null, row.getString("agent"), null, null, null, spent);
      case MODEL ->
          new Line(null, null, row.getString("provider"), row.getString("model"), null, spent);
      case WORKFLOW -> new Line(null, null, null, null, workflow(row), spent);
    };
  }

  private static @Nullable WorkflowRef workflow(ResultSet row) throws SQLException {
    UUID id = row.getObject("workflow_id", UUID.class);
    return id == null
        ? null
        : new WorkflowRef(
            id,
            Objects.requireNonNull(row.getString("namespace")),
            Objects.requireNonNull(row.getString("name")));
  }
}
