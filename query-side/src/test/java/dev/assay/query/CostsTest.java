package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.WorkOwner;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import dev.assay.projections.testing.Story;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What models cost, summed by what one asks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostsTest {
  private static final String TIME = "&from=2026-11-20T00:00:00Z&to=2026-11-23T00:00:00Z";

  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final QueryServer.Client anyone = server.as(story.tenant);

  /**
   * On the first day a draft for 0.0012 after a failed call; on the next a judge and a run alone.
   */
  @BeforeAll
  void twoDaysAreRecorded() {
    server.record.from(Instant.parse("2026-11-20T23:59:00Z"));
    story.executionStarted();
    story.drafted();
    server.record.from(Instant.parse("2026-11-21T00:01:00Z"));
    story.validationEscalated();
    WorkOwner judged = new WorkOwner(WorkOwner.Kind.JUDGE, story.validation.value(), "1:length");
    story.agentRan(judged, "judge-1", new BigDecimal("0.5"));
    story.agentRan(null, "extractive-1", new BigDecimal("0.25"));
  }

  @Test
  void shouldSumByDay() {
    JsonNode costs = anyone.get("/costs?groupBy=day" + TIME);
    assertThat(texts(costs, "/day")).containsExactly("2026-11-20", "2026-11-21");
    assertThat(cost(costs.at("/lines/0"))).isEqualByComparingTo("0.0012");
    assertThat(cost(costs.at("/lines/1"))).isEqualByComparingTo("0.75");
    assertThat(costs.at("/total/calls").intValue()).isEqualTo(4);
    assertThat(costs.at("/total/failures").intValue()).isEqualTo(1);
    assertThat(costs.at("/total/tokensIn").intValue()).isEqualTo(300);
    assertThat(costs.at("/total/costUsd").decimalValue()).isEqualByComparingTo("0.7512");
    assertThat(costs.at("/groupBy").stringValue()).isEqualTo("DAY");
  }

  @Test
  void shouldSumByModelTheDearestFirst() {
    JsonNode costs = anyone.get("/costs?groupBy=model" + TIME);
    assertThat(texts(costs, "/model")).containsExactly("judge-1", "extractive-1");
    assertThat(texts(costs, "/provider")).containsOnly("offline");
    assertThat(costs.at("/lines/1/spent/failures").intValue()).isEqualTo(1);
  }

  @Test
  void shouldSumByAgent() {
    JsonNode costs = anyone.get("/costs?groupBy=agent" + TIME);
    assertThat(texts(costs, "/agent")).containsExactly("summariser");
    assertThat(cost(costs.at("/lines/0"))).isEqualByComparingTo("0.7512");
  }

  @Test
  void shouldCountWhatItsJudgesCostForTheWorkflow() {
    JsonNode costs = anyone.get("/costs?groupBy=workflow" + TIME);
    assertThat(costs.at("/lines/0/workflow/id").stringValue()).isEqualTo(story.workflow.toString());
    assertThat(cost(costs.at("/lines/0"))).isEqualByComparingTo("0.5012");
    assertThat(costs.at("/lines/1/workflow").isNull()).isTrue();
    assertThat(cost(costs.at("/lines/1"))).isEqualByComparingTo("0.25");
  }

  @Test
  void shouldSumTheSameInTotalHoweverItIsGrouped() {
    for (String by : List.of("day", "model", "agent", "workflow")) {
      JsonNode costs = anyone.get("/costs?groupBy=" + by + TIME);
      assertThat(costs.at("/total")).isEqualTo(anyone.get("/costs?" + TIME).at("/total"));
    }
  }

  @Test
  void shouldCountNothingOfOthersAndNothingWhereNothingWas() {
    JsonNode others = server.as(new TenantId(Uuids.next())).get("/costs?" + TIME);
    assertThat(others.at("/total/calls").intValue()).isZero();
    assertThat(others.at("/lines").isEmpty()).isTrue();
    assertThat(anyone.get("/costs?to=2020-01-01T00:00:00Z").at("/total/calls").intValue()).isZero();
  }

  /** Whole days, whole hours and what is left are summed from different tables. */
  @Test
  void shouldSumTheSameWhereverATimeBeginsAndEnds() {
    Instant first = Instant.parse("2026-09-01T00:00:00Z");
    Story spread = new Story(server.record.from(first));
    QueryServer.Client client = server.as(spread.tenant);
    spread.executionStarted();
    long seed = System.nanoTime();
    System.out.println("Times by seed " + seed);
    Random random = new Random(seed);
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant time = first.plus(Duration.ofMinutes(30L * random.nextInt(10 * 48)));
      times.add(time.plusMillis(3)); // the third event of a run
      server.record.from(time);
      WorkOwner task = new WorkOwner(WorkOwner.Kind.TASK, spread.execution.value(), "t");
      spread.agentRan(i % 3 == 0 ? null : task, "m-" + i % 4, new BigDecimal("0.01"));
    }
    server.record.from(Instant.now());
    for (int i = 0; i < 40; i++) {
      Instant from = first.plus(Duration.ofMinutes(30L * random.nextInt(10 * 48)));
      Instant to = from.plus(Duration.ofMinutes(15L * random.nextInt(8 * 96)));
      long calls = times.stream().filter(it -> !it.isBefore(from) && it.isBefore(to)).count();
      for (String by : List.of("day", "model", "agent", "workflow")) {
        String path = "/costs?groupBy=%s&from=%s&to=%s".formatted(by, from, to);
        JsonNode costs = client.get(path);
        assertThat(costs.at("/total/calls").longValue()).as(path).isEqualTo(calls);
        assertThat(sum(costs)).as(path).isEqualTo(calls);
      }
    }
  }

  private static long sum(JsonNode costs) {
    return costs
        .at("/lines")
        .valueStream()
        .mapToLong(it -> it.at("/spent/calls").longValue())
        .sum();
  }

  /** As after an upgrade, while the read model of costs is being filled. */
  @Test
  void shouldAskTheRunsThemselvesUntilTheSumsAreThere() {
    List<String> paths =
        Stream.of("day", "model", "agent", "workflow")
            .map(by -> "/costs?groupBy=" + by + TIME)
            .toList();
    List<JsonNode> summed = paths.stream().map(anyone::get).toList();
    JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
    String state = "UPDATE read_model.projection_build SET state = ? WHERE projection = 'costs'";
    superuser.update(state, "RETIRED");
    try {
      superuser.update(
          "DELETE FROM read_model.cost_sums_v1 WHERE tenant_id = ?", story.tenant.value());
      assertThat(paths).extracting(path -> QueryServer.json(anyone.send(path))).isEqualTo(summed);
    } finally {
      superuser.update(state, "LIVE");
      superuser.execute(
          """
          SELECT read_model.sum_costs('_v1', tenant_id, day) FROM (
            SELECT DISTINCT tenant_id, date_trunc('day', ended_at, 'UTC') AS day FROM read_model.cost_calls_v1) days
          """);
    }
    assertThat(paths).extracting(anyone::get).isEqualTo(summed);
  }

  @Test
  void shouldCountUsageOfTheDayAndTheMonth() {
    Story now = new Story(server.record.from(Instant.now()));
    now.tenantRegistered();
    now.agentRan(null, "extractive-1", new BigDecimal("0.25"));
    JsonNode usage = server.as(now.tenant).get("/tenant/usage");
    assertThat(usage.at("/modelCallsToday").intValue()).isEqualTo(1);
    assertThat(usage.at("/modelCallsFailedToday").intValue()).isZero();
    assertThat(usage.at("/tokensToday").intValue()).isEqualTo(120);
    assertThat(usage.at("/tokensThisMonth").intValue()).isEqualTo(120);
    assertThat(usage.at("/costUsdThisMonth").decimalValue()).isEqualByComparingTo("0.25");
    assertThat(usage.at("/dayBegan").stringValue())
        .startsWith(LocalDate.now(ZoneOffset.UTC).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groupBy=colour",
        "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z",
        "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
        "grouped=day",
      })
  void shouldRefuseWhatIsNotUnderstood(String query) {
    var answer = anyone.send("/costs?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(QueryServer.json(answer).at("/code").stringValue()).isEqualTo("INVALID_ARGUMENT");
  }

  private static BigDecimal cost(JsonNode line) {
    return line.at("/spent/costUsd").decimalValue();
  }

  private static List<String> texts(JsonNode costs, String pointer) {
    return costs.at("/lines").valueStream().map(line -> line.at(pointer).stringValue()).toList();
  }
}
