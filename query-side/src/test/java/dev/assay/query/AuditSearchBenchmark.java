package dev.assay.query;

import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How long one page of the event search takes, over HTTP, where one tenant has a million events
 * ({@code -Dbench.events}) among as many of others. Run by hand; asserts nothing.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class AuditSearchBenchmark {
  private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);
  private static final int RUNS = 30;

  private final QueryServer server = QueryServer.shared();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());

  @Test
  void measure() {
    fill();
    QueryServer.Client auditor = server.as(tenant, Role.AUDITOR);
    for (String path :
        List.of(
            "",
            "?sort=-position",
            "?afterPosition=" + EVENTS,
            "?type=t3",
            "?aggregateType=T299",
            "?actor=p7",
            "?actor=p7&type=t7",
            "?correlationId=c9",
            "?aggregateId=" + superuser.queryForObject("SELECT md5('g9')::uuid", String.class),
            "?from=2026-01-02T00:00:00Z",
            "?from=2026-01-12T00:00:00Z",
            "?to=2026-01-12T00:00:00Z&sort=-position",
            "?from=2026-01-06T00:00:00Z&to=2026-01-06T01:00:00Z",
            "?type=t3&from=2026-01-06T00:00:00Z&to=2026-01-06T01:00:00Z")) {
      time(auditor, "/audit/events" + path);
    }
    var page = auditor.send("/audit/events?from=2026-01-02T00:00:00Z");
    String cursor = QueryServer.json(page).at("/nextCursor").stringValue();
    time(auditor, "/audit/events?from=2026-01-02T00:00:00Z&cursor=" + cursor);
    time(
        auditor,
        "/audit/T7/"
            + superuser.queryForObject("SELECT md5('g7')::uuid", String.class)
            + "/causation");
  }

  private static void time(QueryServer.Client auditor, String path) {
    long[] micros = new long[RUNS];
    int status = 0;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      status = auditor.send(path).statusCode();
      micros[run] = (System.nanoTime() - start) / 1_000;
    }
    Arrays.sort(micros);
    System.out.printf(
        "%-75s %d  median %7.1f ms  worst %7.1f ms%n",
        path, status, micros[RUNS / 2] / 1_000.0, micros[RUNS - 1] / 1_000.0);
  }

  private void fill() {
    String tenantOf =
        "CASE WHEN i %% 2 = 0 THEN '%s'::uuid ELSE md5((i %% 41)::text)::uuid END"
            .formatted(tenant);
    superuser.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
          revision, recorded_at, command_id, payload, metadata)
        SELECT md5('a' || i)::uuid, 0, %s, 'T' || i / 200 %% 300, md5('g' || i / 200)::uuid, i, 't' || i / 40 %% 60,
          1, timestamptz '2026-01-01T00:00:00Z' + i * interval '0.5 second', md5('c' || i)::uuid,
          convert_to('{"text":"' || repeat('x', 400) || '"}', 'UTF8'), convert_to('{"actor.id":"ada"}', 'UTF8')
        FROM generate_series(1, %d) i
        """
            .formatted(tenantOf, 2 * EVENTS));
    superuser.update(
        """
        INSERT INTO read_model.audit_events_v2 (tenant_id, event_id, type, aggregate_type, aggregate_id, actor,
          correlation_id, causation_id, created_at, updated_at, created_position, last_position, sequence)
        SELECT tenant_id, id, type, aggregate_type, aggregate_id, 'p' || sequence / 40 %% 50, 'c' || sequence / 400,
          md5('a' || sequence - 40)::uuid, recorded_at, recorded_at, sequence, sequence, sequence
        FROM event_store.events
        """
            .formatted());
    superuser.execute("VACUUM ANALYZE read_model.audit_events_v2");
    superuser.execute("VACUUM ANALYZE event_store.events");
  }
}
