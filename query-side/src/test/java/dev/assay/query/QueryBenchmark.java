package dev.assay.query;

import dev.assay.api.envelope.Role;
import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.projections.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long each query takes where one tenant has a million executions ({@code -Dbench.executions})
 * in 90 days, with what belongs to them, and a tenth as many conversations: over HTTP and in the
 * database alone ({@link QueryTimes}), beside one row by its key. What is asked for differs from
 * run to run ({@code -Dbench.runs}). Run by hand; asserts nothing.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class QueryBenchmark {
  private static final int EXECUTIONS = Integer.getInteger("bench.executions", 1_000_000);
  private static final int RUNS = Integer.getInteger("bench.runs", 100);

  private final QueryServer server = QueryServer.counting();
  private final Story story = new Story(server.record);
  private final UUID tenant = story.tenant.value();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final Random random = new Random(7);
  private final QueryServer.Client client =
      server.as(story.tenant, Role.REVIEWER, Role.TENANT_ADMIN);
  private final QueryTimes times = new QueryTimes(server.database, RUNS);

  @Test
  void measure() throws Exception {
    story.tenantRegistered();
    client.get("/tenant/usage");
    new ManyExecutions(superuser, tenant, EXECUTIONS).fill();
    new ManyConversations(server.database.superuser(), tenant, EXECUTIONS / 10).fill();
    for (int i = 0; i < 200; i++) {
      client.send("/executions?limit=1");
    }
    timeKeyLookups();
    time("/executions/<any>", () -> "/executions/" + any("e", EXECUTIONS));
    executions();
    agentExecutions();
    validations();
    conversations();
    time("/dashboard");
    time("/tenant/usage");
    time("/workflows");
    time("/workflows/<any>/complete", () -> "/workflows/" + workflow() + "/complete");
    for (String by : List.of("day", "model", "agent", "workflow")) {
      for (int days : List.of(1, 30, 90)) {
        time(
            "/costs?groupBy=%s, %d days".formatted(by, days),
            () -> "/costs?groupBy=%s&from=%s".formatted(by, daysAgo(days)));
      }
    }
    System.out.printf("%nThe largest P95 in the database is %.1f ms.%n", times.worst());
  }

  private void executions() {
    lists(
        "/executions?",
        "/executions?sort=createdAt",
        "/executions?sort=-endedAt",
        "/executions?status=COMPLETED",
        "/executions?status=RUNNING",
        "/executions?status=FAULTED&sort=-endedAt");
    time("/executions?workflowId=<any>", () -> "/executions?workflowId=" + workflow());
    for (String more : List.of("&status=FAULTED", "&sort=-endedAt")) {
      time(
          "/executions?workflowId=<any>" + more,
          () -> "/executions?workflowId=" + workflow() + more);
    }
    for (String more : List.of("", "&status=FAULTED", "&sort=endedAt", "&sort=-endedAt")) {
      time("/executions?from=&to= of any day" + more, () -> "/executions?" + anySpan(1) + more);
    }
    for (int days : List.of(7, 30)) {
      time(
          "/executions?from=&to= of any %d days&sort=-endedAt".formatted(days),
          () -> "/executions?sort=-endedAt&" + anySpan(days));
    }
    time(
        "/executions?to= before any day&sort=-endedAt",
        () -> "/executions?sort=-endedAt&to=" + daysAgo(1 + random.nextInt(89)));
    for (String list : List.of("/executions?limit=500", "/executions?limit=500&sort=endedAt")) {
      String cursor = QueryServer.json(client.send(list)).at("/nextCursor").stringValue();
      time(list + "&cursor=", () -> list + "&cursor=" + cursor);
    }
  }

  private void agentExecutions() {
    lists(
        "/agent-executions?",
        "/agent-executions?status=FAILED",
        "/agent-executions?sort=-endedAt",
        "/agent-executions?status=FAILED&sort=-endedAt");
    for (String more : List.of("", "&status=FAILED", "&sort=-endedAt")) {
      time("/agent-executions?agent=<any>" + more, () -> "/agent-executions?" + agent() + more);
    }
    time(
        "/agent-executions?ownerId=<any>",
        () -> "/agent-executions?ownerId=" + any("e", EXECUTIONS));
  }

  private void validations() {
    lists(
        "/validations?",
        "/validations?status=ESCALATED",
        "/validations?status=ESCALATED&sort=-endedAt",
        "/reviews?",
        "/reviews?status=pending&sort=dueAt");
    time(
        "/validations?executionId=<any>", () -> "/validations?executionId=" + any("e", EXECUTIONS));
  }

  private void conversations() {
    lists("/conversations?", "/conversations?sort=-updatedAt");
    time(
        "/conversations?agent=<any>&sort=-updatedAt",
        () -> "/conversations?%s&sort=-updatedAt".formatted(agent()));
    time("/conversations/<any>", () -> "/conversations/" + any("k", EXECUTIONS / 10));
    search("a word in most texts", 1, 1);
    search("a word in every tenth text", 20, 40);
    search("a word in every hundredth text", 250, 350);
    search("a rare word", 5_000, 20_000);
    time("/conversations?query= a word in none", () -> "/conversations?query=nothing");
    time(
        "/conversations?query= two frequent words",
        () -> "/conversations?query=%s+%s".formatted(word(2, 9), word(10, 30)));
    time(
        "/conversations?query= a frequent and a rare word",
        () -> "/conversations?query=%s+%s".formatted(word(1, 9), word(2_000, 9_000)));
  }

  private void search(String what, int from, int to) {
    time("/conversations?query= " + what, () -> "/conversations?query=" + word(from, to));
  }

  private String word(int from, int to) {
    return ManyConversations.word(random.nextInt(from, to + 1));
  }

  private void lists(String... paths) {
    for (String path : paths) {
      time(path);
    }
  }

  private void time(String path) {
    time(path, () -> path);
  }

  private void time(String what, Supplier<String> path) {
    times.time(
        what,
        () -> {
          String asked = path.get();
          return () -> client.send(asked).statusCode();
        });
  }

  /** As the server reads it, but for HTTP and JSON. */
  private void timeKeyLookups() {
    TransactionTemplate transaction = server.database.databases().transaction(DatabaseRole.READER);
    JdbcTemplate jdbc = server.database.databases().jdbc(DatabaseRole.READER);
    times.time(
        "one row by its key, over JDBC",
        () -> {
          UUID id = any("e", EXECUTIONS);
          return () ->
              Objects.requireNonNull(
                  transaction.execute(
                      status -> {
                        jdbc.queryForObject(
                            "SELECT set_config('assay.tenant', ?, true)",
                            String.class,
                            tenant.toString());
                        jdbc.queryForMap(
                            "SELECT * FROM read_model.executions WHERE execution_id = ?", id);
                        return 200;
                      }));
        });
  }

  private UUID any(String kind, int many) {
    return ManyExecutions.id(kind, 1 + random.nextInt(many));
  }

  private UUID workflow() {
    return ManyExecutions.workflow(random.nextInt(ManyExecutions.WORKFLOWS));
  }

  private String agent() {
    return "agent=agent" + random.nextInt(ManyExecutions.AGENTS);
  }

  private String anySpan(int days) {
    int ago = days + random.nextInt(90 - days);
    return "from=%s&to=%s".formatted(daysAgo(ago), daysAgo(ago - days));
  }

  private static String daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).toString();
  }
}
