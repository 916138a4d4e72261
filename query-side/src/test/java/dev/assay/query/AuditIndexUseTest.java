package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks PostgreSQL's own counters which way the event search goes for each of its filters, over
 * 40,000 events of 40 tenants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditIndexUseTest {
  private static final String FILL =
      """
      INSERT INTO read_model.audit_events_v2 (tenant_id, event_id, type, aggregate_type, aggregate_id, actor,
        correlation_id, causation_id, created_at, updated_at, created_position, last_position, sequence)
      SELECT CASE WHEN i %% 40 = 0 THEN '%s'::uuid ELSE md5((i %% 40)::text)::uuid END,
        md5('a' || i)::uuid, 't' || i / 40 %% 60, 'T' || i / 200 %% 30, md5('g' || i / 200)::uuid,
        'p' || i / 40 %% 50, 'c' || i / 400, md5('a' || i - 40)::uuid,
        timestamptz '2026-01-01T00:00:00Z' + i * interval '1 second', now(), i, i, 0
      FROM generate_series(1, 40000) i
      """;
  private static final String AGGREGATE = "f9e90d6d-0b0e-0ad5-1b0c-8a1b0e4b9c11";

  private final QueryServer server = QueryServer.shared();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  @BeforeAll
  void fill() {
    superuser.update(FILL.formatted(tenant));
    superuser.execute("ANALYZE read_model.audit_events_v2");
  }

  @Test
  void shouldFindByAnIndexWhateverIsAskedFor() {
    String aggregate =
        "T7/" + superuser.queryForObject("SELECT md5('g7')::uuid::text", String.class);
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put("/audit/events", "position");
    wanted.put("/audit/events?correlationId=c9", "correlation");
    wanted.put("/audit/events?aggregateType=T9", "aggregate_type");
    wanted.put("/audit/events?type=t3", "type");
    wanted.put("/audit/events?actor=p7", "actor");
    wanted.put("/audit/events?aggregateId=" + AGGREGATE, "aggregate");
    wanted.put("/audit/events?from=2026-01-01T11:00:00Z&to=2026-01-01T11:05:00Z", "time");
    wanted.put("/audit/" + aggregate + "/causation", "causation");
    server.reportCounters();
    Map<String, Long> before = new LinkedHashMap<>();
    wanted.values().forEach(index -> before.put(index, scans(index)));
    long sequential = sequentialScans();

    wanted.keySet().forEach(path -> server.as(tenant, Role.AUDITOR).get(path));

    server.reportCounters();
    before.forEach(
        (index, scans) -> assertThat(scans(index)).as("scans of %s", index).isGreaterThan(scans));
    assertThat(sequentialScans()).as("sequential scans").isEqualTo(sequential);
  }

  private long scans(String index) {
    return count(
        "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = ?",
        "audit_events_v2_" + index);
  }

  private long sequentialScans() {
    return count("SELECT seq_scan FROM pg_stat_user_tables WHERE relname = ?", "audit_events_v2");
  }

  private long count(String sql, String name) {
    return Objects.requireNonNull(superuser.queryForObject(sql, Long.class, name));
  }
}
