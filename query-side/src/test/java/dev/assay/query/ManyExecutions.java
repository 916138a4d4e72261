package dev.assay.query;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows of many executions of one tenant in 90 days, with what belongs to them. The first 89 days
 * have been vacuumed; the last one is as the projectors leave it.
 */
final class ManyExecutions {
  static final int WORKFLOWS = 97;
  static final int AGENTS = 20;

  private static final String DOCUMENT = "('{\"text\":\"' || repeat('x', 300) || '\"}')::json";

  private final JdbcTemplate superuser;
  private final UUID tenant;
  private final int executions;
  private final Instant now = Instant.now();

  ManyExecutions(JdbcTemplate superuser, UUID tenant, int executions) {
    this.superuser = superuser;
    this.tenant = tenant;
    this.executions = executions;
    // Ids that begin with the time, as ours do.
    superuser.execute(
        """
        CREATE FUNCTION bench_id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
          SELECT (lpad(to_hex(number), 12, '0') || '7000' || substr(md5(kind || number), 1, 16))::uuid $$
        """);
  }

  /** As the database makes them. */
  static UUID id(String kind, int number) {
    return uuid("%012x7000".formatted(number) + md5(kind + number).substring(0, 16));
  }

  static UUID workflow(int number) {
    return uuid(md5("w" + number % WORKFLOWS));
  }

  private static UUID uuid(String hex) {
    return new UUID(
        new BigInteger(hex.substring(0, 16), 16).longValue(),
        new BigInteger(hex.substring(16), 16).longValue());
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  void fill() {
    workflows();
    fill(0, 89);
    vacuum();
    fill(89, 90);
    sumCosts();
    superuser.execute("ANALYZE");
  }

  private void workflows() {
    insert(
        "workflows_v1 (tenant_id, workflow_id, namespace, name, latest_version, content_hash,",
        "md5('w' || i %% %d)::uuid, 'n', 'w' || i %% %d, '1', 'h'".formatted(WORKFLOWS, WORKFLOWS),
        WORKFLOWS,
        0,
        90);
    insert(
        "workflow_versions_v1 (tenant_id, workflow_id, version, namespace, name, content_hash, source, source_type, "
            + "definition,",
        "md5('w' || i %% %d)::uuid, '1', 'n', 'w' || i, 'h', '', 'application/json', %s"
            .formatted(WORKFLOWS, DOCUMENT),
        WORKFLOWS,
        0,
        90);
  }

  /**
   * From one day to another, of 90. Each run of an agent has one call; every third is a judge's.
   */
  private void fill(int fromDay, int toDay) {
    insert(
        "executions_v1 (tenant_id, execution_id, workflow_id, namespace, name, version, content_hash, run_state, "
            + "input, output, priority, ended_at,",
        """
        bench_id('e', i), md5('w' || i %% %d)::uuid, 'n', 'w' || i %% %d, '1', 'h',
        CASE WHEN i > %d THEN 'RUNNING' WHEN i %% 50 = 0 THEN 'FAULTED' ELSE 'COMPLETED' END, %s, %s, 0,
        CASE WHEN i > %d THEN NULL ELSE $at + interval '40 seconds' END
        """
            .formatted(
                WORKFLOWS, WORKFLOWS, executions - 300, DOCUMENT, DOCUMENT, executions - 300),
        executions,
        fromDay,
        toDay);
    insert(
        "execution_tasks_v1 (tenant_id, execution_id, task_id, reference, name, kind, status, attempt,",
        "bench_id('e', 1 + i / 2), bench_id('t', i), '/do/0', 'draft', 'AGENT', 'COMPLETED', 1",
        2 * executions,
        fromDay,
        toDay);
    insert(
        "agent_executions_v1 (tenant_id, agent_execution_id, agent, agent_version, content_hash, status, input, "
            + "output, tokens_in, tokens_out, cost_usd, priority, deadline, owner_kind, owner_id, ended_at,",
        """
        bench_id('a', i), 'agent' || i %% %d, 1, 'h', CASE WHEN i %% 99 = 0 THEN 'FAILED' ELSE 'COMPLETED' END,
        %s, %s, 900, 200, 0.0123, 0, $at, CASE WHEN i %% 3 = 0 THEN 'JUDGE' ELSE 'TASK' END, %s, $at + interval '9 seconds'
        """
            .formatted(AGENTS, DOCUMENT, DOCUMENT, owner()),
        executions,
        fromDay,
        toDay);
    insert(
        "agent_model_calls_v1 (tenant_id, agent_execution_id, request_id, attempt, status, provider, model, tokens_in, "
            + "tokens_out, cost_usd, duration_ms, cached, ended_at,",
        """
        bench_id('a', i), bench_id('c', i), 1, CASE WHEN i % 70 = 0 THEN 'FAILED' ELSE 'ANSWERED' END, 'p' || i % 3,
        'm' || i % 6, 900, 200, 0.0123, 900, i % 9 = 0, $at + interval '8 seconds'
        """,
        executions,
        fromDay,
        toDay);
    insert(
        "validations_v1 (tenant_id, validation_id, status, content, content_hash, pipeline, requested_by, priority, "
            + "execution_id, rounds, score, ended_at,",
        """
        bench_id('v', i), CASE WHEN i %% 40 = 0 THEN 'ESCALATED' WHEN i %% 9 = 0 THEN 'REJECTED' ELSE 'ACCEPTED' END,
        %s, 'h', '{}'::json, 'ada', 0, bench_id('e', i * 2), 1, 0.9, $at + interval '30 seconds'
        """
            .formatted(DOCUMENT),
        executions / 2,
        fromDay,
        toDay);
    insert(
        "reviews_v1 (tenant_id, review_id, validation_id, status, content, content_hash, reason, producers, due_at, overdue,",
        "bench_id('r', i), bench_id('v', i * 40), CASE WHEN i % 20 = 0 THEN 'PENDING' ELSE 'DECIDED' END, "
            + DOCUMENT
            + ", 'h', 'r', '[]'::json, $at + interval '1 day', false",
        executions / 80,
        fromDay,
        toDay);
    costs(fromDay, toDay);
  }

  private void costs(int fromDay, int toDay) {
    insert(
        "cost_origins_v1 (tenant_id, origin_id, workflow_id,",
        "bench_id('e', i), md5('w' || i %% %d)::uuid".formatted(WORKFLOWS),
        executions,
        fromDay,
        toDay);
    insert(
        "cost_origins_v1 (tenant_id, origin_id, parent_id,",
        "bench_id('v', i), bench_id('e', i * 2)",
        executions / 2,
        fromDay,
        toDay);
    insert(
        "cost_origins_v1 (tenant_id, origin_id, agent, parent_id,",
        "bench_id('a', i), 'agent' || i %% %d, %s".formatted(AGENTS, owner()),
        executions,
        fromDay,
        toDay);
    insert(
        "cost_calls_v1 (tenant_id, agent_execution_id, request_id, provider, model, failed, cached, tokens_in, tokens_out, "
            + "cost_usd, ended_at,",
        """
        bench_id('a', i), bench_id('c', i), 'p' || i % 3, 'm' || i % 6, i % 70 = 0, i % 9 = 0, 900, 200, 0.0123,
        $at + interval '8 seconds'
        """,
        executions,
        fromDay,
        toDay);
  }

  private static String owner() {
    return "CASE WHEN i % 3 = 0 THEN bench_id('v', i / 3) ELSE bench_id('e', i) END";
  }

  /** As when a build was loaded in bulk. */
  private void sumCosts() {
    long start = System.nanoTime();
    while (Boolean.TRUE.equals(
        superuser.queryForObject("SELECT read_model.sum_next_costs('_v1')", Boolean.class))) {}
    System.out.printf("Costs summed in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  private void vacuum() {
    long start = System.nanoTime();
    superuser.execute("VACUUM ANALYZE");
    System.out.printf("Vacuumed in %.0f s%n", (System.nanoTime() - start) / 1e9);
  }

  /**
   * @param values {@code i} is the number of the row, {@code $at} when it was made
   */
  private void insert(String columns, String values, int rows, int fromDay, int toDay) {
    long start = System.nanoTime();
    String at = "timestamptz '%s' - (%d - i) * interval '90 days' / %d".formatted(now, rows, rows);
    int inserted =
        superuser.update(
            """
            INSERT INTO read_model.%s created_at, updated_at, created_position, last_position, sequence)
            SELECT '%s'::uuid, %s, %s, now(), i, i, 0 FROM generate_series(%d, %d) i
            """
                .formatted(
                    columns,
                    tenant,
                    values.replace("$at", at),
                    at,
                    1 + (long) rows * fromDay / 90,
                    (long) rows * toDay / 90));
    if (fromDay == 0) {
      System.out.printf(
          "%9d rows of %s in %.0f s%n",
          inserted, columns.substring(0, columns.indexOf(' ')), (System.nanoTime() - start) / 1e9);
    }
  }
}
