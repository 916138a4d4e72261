package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks PostgreSQL's own counters which way the queries of the main lists go, over 40,000 rows of 40
 * tenants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndexUseTest {
  private static final String FILL_EXECUTIONS =
      """
      INSERT INTO read_model.executions_v1 (tenant_id, execution_id, workflow_id, namespace, name, version,
        content_hash, run_state, input, priority, created_at, updated_at, created_position, last_position,
        sequence, ended_at)
      SELECT CASE WHEN i %% 40 = 0 THEN '%s'::uuid ELSE md5((i %% 40)::text)::uuid END,
        md5('e' || i)::uuid, md5('w' || i %% 7)::uuid, 'n', 'w', '1', 'h',
        (ARRAY['RUNNING', 'COMPLETED', 'COMPLETED', 'FAULTED'])[1 + (i / 40) %% 4], '{}', 0,
        now() - i * interval '1 second', now(), i, i, 0,
        CASE WHEN (i / 40) %% 4 > 0 THEN now() - i * interval '1 second' END
      FROM generate_series(1, 40000) i
      """;
  private static final String FILL_REVIEWS =
      """
      INSERT INTO read_model.reviews_v1 (tenant_id, review_id, validation_id, status, content, content_hash,
        reason, producers, due_at, overdue, created_at, updated_at, created_position, last_position, sequence)
      SELECT CASE WHEN i %% 40 = 0 THEN '%s'::uuid ELSE md5((i %% 40)::text)::uuid END,
        md5('r' || i)::uuid, md5('v' || i)::uuid,
        CASE WHEN (i / 40) %% 50 = 0 THEN 'PENDING' ELSE 'DECIDED' END, '{}', 'h', 'r', '[]', now(), false,
        now() - i * interval '1 second', now(), i, i, 0
      FROM generate_series(1, 40000) i
      """;
  private final QueryServer server = QueryServer.shared();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  @BeforeAll
  void fill() {
    for (String sql : new String[] {FILL_EXECUTIONS, FILL_REVIEWS}) {
      superuser.update(sql.formatted(tenant));
    }
    superuser.execute("ANALYZE read_model.executions_v1, read_model.reviews_v1");
  }

  @ParameterizedTest
  @CsvSource({
    "/executions, executions_v1_created",
    "/executions?status=FAULTED, executions_v1_status",
    "/executions?workflowId=9de2f0ae-0967-02db-a1aa-88cf53b17c1f, executions_v1_workflow",
    "/executions?workflowId=9de2f0ae-0967-02db-a1aa-88cf53b17c1f&status=FAULTED, executions_v1_workflow_status",
    "/executions?sort=-endedAt, executions_v1_ended",
    "/executions?status=FAULTED&sort=-endedAt, executions_v1_status_ended",
    "/executions?workflowId=9de2f0ae-0967-02db-a1aa-88cf53b17c1f&sort=-endedAt, executions_v1_workflow_ended",
    "/reviews?status=pending, reviews_v1_status",
    "/reviews?status=pending&sort=dueAt, reviews_v1_status_due",
    "/reviews?sort=-dueAt, reviews_v1_due",
  })
  void shouldFindAPageByAnIndex(String path, String index) {
    String table = index.replaceFirst("(_v\\d+).*", "$1");
    server.reportCounters();
    long scans = indexScans(index);
    long sequential = sequentialScans(table);

    // Counters may be told late; which way a query goes does not change by asking again.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              server.as(tenant, Role.REVIEWER).get(path);
              server.reportCounters();
              assertThat(indexScans(index)).isGreaterThan(scans);
            });
    assertThat(sequentialScans(table)).as("sequential scans of %s", table).isEqualTo(sequential);
  }

  @Test
  void shouldFindADeepPageWithoutReadingThoseBefore() {
    var client = server.as(tenant);
    String cursor = client.get("/executions?limit=500").at("/nextCursor").stringValue();
    server.reportCounters();
    long before = rowsRead("executions_v1_created");

    client.get("/executions?limit=1&cursor=" + cursor);

    server.reportCounters();
    assertThat(rowsRead("executions_v1_created") - before).isBetween(1L, 10L);
  }

  /** Ends are as far apart as beginnings here. */
  @Test
  void shouldBeginAtATimeWhereItIsSortedByTheEnd() {
    String path = "/executions?limit=500&from=" + Instant.now().minus(Duration.ofMinutes(90));
    List<String> made =
        server
            .as(tenant)
            .get(path)
            .at("/items")
            .valueStream()
            .filter(it -> !it.at("/endedAt").isNull())
            .map(it -> it.at("/executionId").stringValue())
            .toList();

    assertThat(server.as(tenant).get(path + "&sort=-endedAt").at("/items").valueStream())
        .extracting(it -> it.at("/executionId").stringValue())
        .hasSizeGreaterThan(90)
        .isEqualTo(made);
  }

  @Test
  void shouldNotPassWhatWasMadeAfterAShortPastSpan() {
    String path =
        "/executions?limit=20&sort=-endedAt&from=%s&to=%s"
            .formatted(
                Instant.now().minus(Duration.ofMinutes(400)),
                Instant.now().minus(Duration.ofMinutes(380)));
    server.reportCounters();
    long before = rowsRead("executions_v1_ended");

    assertThat(server.as(tenant).get(path).at("/items")).hasSize(20);

    server.reportCounters();
    // A walk along the ends would have passed 570.
    assertThat(rowsRead("executions_v1_ended") - before).isLessThan(100);
  }

  private long indexScans(String indexPrefix) {
    return count(
        "SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_user_indexes WHERE indexrelname LIKE ?",
        indexPrefix + "%");
  }

  private long rowsRead(String index) {
    return count(
        "SELECT coalesce(sum(idx_tup_read), 0) FROM pg_stat_user_indexes WHERE indexrelname = ?",
        index);
  }

  private long sequentialScans(String table) {
    return count("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = ?", table);
  }

  private long count(String sql, String name) {
    Long count = superuser.queryForObject(sql, Long.class, name);
    return count == null ? 0 : count;
  }
}
