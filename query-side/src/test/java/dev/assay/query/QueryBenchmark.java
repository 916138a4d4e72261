package dev.assay.query;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.projections.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long each query takes where one tenant has a million executions ({@code -Dbench.executions}),
 * with what belongs to them, in 90 days. Over HTTP, so that what the database takes is less; beside
 * the lookup of one row by its key, over JDBC. Run by hand; asserts nothing.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class QueryBenchmark {
  private static final int EXECUTIONS = Integer.getInteger("bench.executions", 1_000_000);
  private static final int RUNS = Integer.getInteger("bench.runs", 60);

  private final QueryServer server = QueryServer.shared();
  private final Story story = new Story(server.record);
  private final TenantId tenant = story.tenant;
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final Random random = new Random(7);

  @Test
  void measure() {
    story.tenantRegistered();
    story.workflowRegistered();
    makeIds();
    fill();
    QueryServer.Client client = server.as(tenant, Role.REVIEWER, Role.TENANT_ADMIN);
    client.get("/workflows");
    timeKeyLookups();
    for (int i = 0; i < 200; i++) {
      client.send("/executions?limit=1");
    }
    time(client, "/executions/" + id("e", EXECUTIONS / 2));
    List<String> lists =
        List.of(
            "/executions?",
            "/executions?sort=createdAt",
            "/executions?sort=-endedAt",
            "/executions?status=COMPLETED",
            "/executions?status=FAULTED&sort=-endedAt",
            "/executions?status=RUNNING",
            "/executions?workflowId=" + story.workflow,
            "/executions?workflowId=" + story.workflow + "&status=FAULTED",
            "/executions?from=" + daysAgo(40) + "&to=" + daysAgo(39),
            "/agent-executions?",
            "/agent-executions?status=FAILED",
            "/agent-executions?agent=agent7",
            "/agent-executions?sort=-endedAt",
            "/agent-executions?ownerId=" + id("e", 4711),
            "/validations?",
            "/validations?status=ESCALATED",
            "/validations?executionId=" + id("e", 4712),
            "/reviews?",
            "/reviews?status=pending&sort=dueAt",
            "/conversations?",
            "/conversations?sort=-updatedAt",
            "/conversations?agent=agent3");
    lists.forEach(list -> time(client, list));
    for (String list : List.of("/executions?limit=500", "/executions?limit=500&sort=endedAt")) {
      String cursor = QueryServer.json(client.send(list)).at("/nextCursor").stringValue();
      time(client, list + "&cursor=" + cursor);
    }
    time(client, "/dashboard");
    time(client, "/tenant/usage");
    time(client, "/workflows/" + story.workflow + "/complete");
    for (String by : List.of("day", "model", "agent", "workflow")) {
      time(client, "/costs?groupBy=" + by + "&from=" + daysAgo(1));
      time(client, "/costs?groupBy=" + by);
    }
  }

  private static String daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).toString();
  }

  private UUID id(String kind, int number) {
    return Objects.requireNonNull(
        superuser.queryForObject("SELECT bench_id(?, ?)", UUID.class, kind, number));
  }

  private void timeKeyLookups() {
    long[] micros = new long[RUNS * 10];
    for (int run = 0; run < micros.length; run++) {
      UUID id = id("e", 1 + random.nextInt(EXECUTIONS));
      long start = System.nanoTime();
      superuser.queryForList(
          "SELECT * FROM read_model.executions_v1 WHERE tenant_id = ? AND execution_id = ?",
          tenant.value(),
          id);
      micros[run] = (System.nanoTime() - start) / 1_000;
    }
    print("one row by its key, over JDBC", 200, micros);
  }

  private static void time(QueryServer.Client client, String path) {
    long[] micros = new long[RUNS];
    int status = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      status = client.send(path).statusCode();
      micros[run] = (System.nanoTime() - start) / 1_000;
    }
    print(path, status, micros);
  }

  private static void print(String what, int status, long[] micros) {
    Arrays.sort(micros);
    System.out.printf(
        "%-90.90s %d  P50 %7.1f ms  P95 %7.1f ms%n",
        what,
        status,
        micros[micros.length / 2] / 1_000.0,
        micros[micros.length * 95 / 100] / 1_000.0);
  }

  /** Ids that begin with the time, as ours do. */
  private void makeIds() {
    superuser.execute(
        """
        CREATE FUNCTION bench_id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
          SELECT (lpad(to_hex(number), 12, '0') || '7000' || substr(md5(kind || number), 1, 16))::uuid $$
        """);
  }

  /** Times by number, the last one now; every tenth execution is of the story's workflow. */
  private void fill() {
    String at = "now() - (%d - i) * interval '90 days' / %d".formatted(EXECUTIONS, EXECUTIONS);
    String rest = at + ", now(), i, i, 0";
    String document = "('{\"text\":\"' || repeat('x', 300) || '\"}')::json";
    insert(
        "executions_v1 (tenant_id, execution_id, workflow_id, namespace, name, version, content_hash, run_state, "
            + "input, output, priority, ended_at,",
        """
        bench_id('e', i), CASE WHEN i %% 10 = 0 THEN '%s'::uuid ELSE md5('w' || i %% 97)::uuid END, 'n', 'w' || i %% 97,
        '1', 'h', CASE WHEN i > %d THEN 'RUNNING' WHEN i %% 50 = 0 THEN 'FAULTED' ELSE 'COMPLETED' END, %s, %s, 0,
        CASE WHEN i > %d THEN NULL ELSE %s + interval '40 seconds' END
        """
            .formatted(story.workflow, EXECUTIONS - 300, document, document, EXECUTIONS - 300, at),
        rest,
        EXECUTIONS);
    insert(
        "execution_tasks_v1 (tenant_id, execution_id, task_id, reference, name, kind, status, attempt,",
        "bench_id('e', 1 + i / 2), bench_id('t', i), '/do/0', 'draft', 'AGENT', 'COMPLETED', 1",
        rest,
        2 * EXECUTIONS);
    insert(
        "agent_executions_v1 (tenant_id, agent_execution_id, agent, agent_version, content_hash, status, input, "
            + "output, tokens_in, tokens_out, cost_usd, priority, deadline, owner_kind, owner_id, ended_at,",
        """
        bench_id('a', i), 'agent' || i %% 20, 1, 'h', CASE WHEN i %% 100 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
        %s, %s, 900, 200, 0.0123, 0, now(), CASE WHEN i %% 3 = 0 THEN 'JUDGE' ELSE 'TASK' END,
        CASE WHEN i %% 3 = 0 THEN bench_id('v', i / 3) ELSE bench_id('e', i) END, %s + interval '9 seconds'
        """
            .formatted(document, document, at),
        rest,
        EXECUTIONS);
    insert(
        "agent_model_calls_v1 (tenant_id, agent_execution_id, request_id, attempt, status, provider, model, tokens_in, "
            + "tokens_out, cost_usd, duration_ms, cached, ended_at,",
        """
        bench_id('a', i), bench_id('c', i), 1, CASE WHEN i %% 70 = 0 THEN 'FAILED' ELSE 'ANSWERED' END, 'p' || i %% 3,
        'm' || i %% 6, 900, 200, 0.0123, 900, i %% 9 = 0, %s + interval '8 seconds'
        """
            .formatted(at),
        rest,
        EXECUTIONS);
    insert(
        "validations_v1 (tenant_id, validation_id, status, content, content_hash, pipeline, requested_by, priority, "
            + "execution_id, rounds, score, ended_at,",
        """
        bench_id('v', i), CASE WHEN i %% 40 = 0 THEN 'ESCALATED' WHEN i %% 9 = 0 THEN 'REJECTED' ELSE 'ACCEPTED' END,
        %s, 'h', '{}'::json, 'ada', 0, bench_id('e', i * 2), 1, 0.9, now()
        """
            .formatted(document),
        rest.replace("i)", "2 * i)"),
        EXECUTIONS / 2);
    insert(
        "reviews_v1 (tenant_id, review_id, validation_id, status, content, content_hash, reason, producers, due_at, overdue,",
        "bench_id('r', i), bench_id('v', i * 40), CASE WHEN i %% 20 = 0 THEN 'PENDING' ELSE 'DECIDED' END, %s, 'h', 'r', '[]'::json, now() + i * interval '1 minute', false"
            .formatted(document),
        rest,
        EXECUTIONS / 80);
    insert(
        "conversations_v1 (tenant_id, conversation_id, agent, title, status,",
        "bench_id('k', i), 'agent' || i % 20, 'title', 'OPEN'",
        rest,
        EXECUTIONS / 10);
    superuser.execute("VACUUM ANALYZE");
  }

  private void insert(String columns, String values, String rest, int rows) {
    long start = System.nanoTime();
    superuser.update(
        """
        INSERT INTO read_model.%s created_at, updated_at, created_position, last_position, sequence)
        SELECT '%s'::uuid, %s, %s FROM generate_series(1, %d) i
        """
            .formatted(columns, tenant, values, rest, rows));
    System.out.printf(
        "%9d rows of %s in %.0f s%n",
        rows, columns.substring(0, columns.indexOf(' ')), (System.nanoTime() - start) / 1e9);
  }
}
