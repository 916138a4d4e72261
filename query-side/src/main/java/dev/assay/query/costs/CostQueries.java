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
import java.time.ZoneOffset;
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

/**
 * What models cost the caller's own tenant, for anyone of it. Summed when it is asked for: a sum
 * that projectors keep would be a row of many runs, which neither a second delivery nor a rebuild
 * in segments leaves right.
 */
@RestController
@Reads({"agent-executions", "validations", "executions", "workflows"})
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
    Map<Instant, Map<CostGroup, Spent>> hours = sums.sums(by, from, to);
    Spent total =
        hours.values().stream()
            .flatMap(hour -> hour.values().stream())
            .reduce(Spent.NOTHING, Spent::plus);
    return new Costs(from, to, by, total, by == CostGrouping.DAY ? days(hours) : groups(by, hours));
  }

  private static List<Line> days(Map<Instant, Map<CostGroup, Spent>> hours) {
    Map<LocalDate, Spent> days = new TreeMap<>();
    hours.forEach(
        (hour, groups) ->
            groups
                .values()
                .forEach(
                    spent ->
                        days.merge(LocalDate.ofInstant(hour, ZoneOffset.UTC), spent, Spent::plus)));
    return days.entrySet().stream()
        .map(day -> new Line(day.getKey(), null, null, null, null, day.getValue()))
        .toList();
  }

  private List<Line> groups(CostGrouping by, Map<Instant, Map<CostGroup, Spent>> hours) {
    Map<CostGroup, Spent> groups = new HashMap<>();
    hours
        .values()
        .forEach(hour -> hour.forEach((key, spent) -> groups.merge(key, spent, Spent::plus)));
    List<Map.Entry<CostGroup, Spent>> dearest =
        groups.entrySet().stream().sorted(DEAREST_FIRST).limit(MOST_LINES).toList();
    Map<UUID, WorkflowRef> names = by == CostGrouping.WORKFLOW ? names(dearest) : Map.of();
    return dearest.stream().map(group -> line(group, names)).toList();
  }

  private static Line line(Map.Entry<CostGroup, Spent> group, Map<UUID, WorkflowRef> names) {
    CostGroup key = group.getKey();
    UUID id = key.workflow();
    WorkflowRef workflow =
        id == null ? null : names.getOrDefault(id, new WorkflowRef(id, null, null));
    return new Line(null, key.agent(), key.provider(), key.model(), workflow, group.getValue());
  }

  private Map<UUID, WorkflowRef> names(List<Map.Entry<CostGroup, Spent>> groups) {
    Map<UUID, WorkflowRef> names = new HashMap<>();
    jdbc.query(
        "SELECT workflow_id, namespace, name FROM read_model.workflows WHERE workflow_id = ANY (?::uuid[])",
        row -> {
          UUID id = Objects.requireNonNull(row.getObject(1, UUID.class));
          names.put(id, new WorkflowRef(id, row.getString(2), row.getString(3)));
        },
        (Object)
            groups.stream()
                .map(group -> group.getKey().workflow())
                .filter(Objects::nonNull)
                .map(UUID::toString)
                .toArray(String[]::new));
    return names;
  }
}
