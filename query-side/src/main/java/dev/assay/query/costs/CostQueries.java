package dev.assay.query.costs;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import dev.assay.http.Caller;
import dev.assay.query.costs.Costs.Line;
import dev.assay.query.costs.Costs.WorkflowRef;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What models cost the caller's own tenant, for anyone of it. */
@RestController
@Reads({"costs", "workflows"})
@Tag(name = "Costs")
public class CostQueries {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final int MOST_LINES = 1_000;
  private static final Comparator<Map.Entry<CostGroup, Spent>> DEAREST_FIRST =
      Map.Entry.<CostGroup, Spent>comparingByValue(
              Comparator.comparing(Spent::costUsd, Comparator.reverseOrder()))
          .thenComparing(group -> group.getKey().toString());

  private final TenantReader reader;
  private final CostSums sums;
  private final JdbcTemplate jdbc;
  private final Clock clock = Clock.systemUTC();

  CostQueries(TenantReader reader, CostSums sums, Databases databases) {
    this.reader = reader;
    this.sums = sums;
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
    Map<CostGroup, Spent> groups = sums.sums(by, from, to);
    Spent total = groups.values().stream().reduce(Spent.NOTHING, Spent::plus);
    return new Costs(
        from, to, by, total, by == CostGrouping.DAY ? days(groups) : lines(by, groups));
  }

  private static List<Line> days(Map<CostGroup, Spent> groups) {
    Map<LocalDate, Spent> days = new TreeMap<>();
    groups.forEach((group, spent) -> days.put(Objects.requireNonNull(group.day()), spent));
    return days.entrySet().stream()
        .map(day -> new Line(day.getKey(), null, null, null, null, day.getValue()))
        .toList();
  }

  private List<Line> lines(CostGrouping by, Map<CostGroup, Spent> groups) {
    List<Map.Entry<CostGroup, Spent>> dearest =
        groups.entrySet().stream().sorted(DEAREST_FIRST).limit(MOST_LINES).toList();
    Map<String, WorkflowRef> workflows = by == CostGrouping.WORKFLOW ? named(dearest) : Map.of();
    return dearest.stream()
        .map(group -> line(by, group.getKey(), group.getValue(), workflows))
        .toList();
  }

  private static Line line(
      CostGrouping by, CostGroup group, Spent spent, Map<String, WorkflowRef> workflows) {
    String name = group.name();
    return switch (by) {
      case DAY -> throw new IllegalArgumentException("Expected no day, but got " + group);
      case MODEL -> new Line(null, null, group.provider(), name, null, spent);
      case AGENT -> new Line(null, name, null, null, null, spent);
      case WORKFLOW ->
          new Line(null, null, null, null, name == null ? null : workflows.get(name), spent);
    };
  }

  /** By id; of a workflow that is not known yet there is the id. */
  private Map<String, WorkflowRef> named(List<Map.Entry<CostGroup, Spent>> groups) {
    Map<String, WorkflowRef> workflows = new HashMap<>();
    for (Map.Entry<CostGroup, Spent> group : groups) {
      String id = group.getKey().name();
      if (id != null) {
        workflows.put(id, new WorkflowRef(UUID.fromString(id), null, null));
      }
    }
    jdbc.query(
        "SELECT workflow_id, namespace, name FROM read_model.workflows WHERE workflow_id = ANY (?::uuid[])",
        row -> {
          UUID id = Objects.requireNonNull(row.getObject(1, UUID.class));
          workflows.put(id.toString(), new WorkflowRef(id, row.getString(2), row.getString(3)));
        },
        (Object) workflows.keySet().toArray(String[]::new));
    return workflows;
  }
}
