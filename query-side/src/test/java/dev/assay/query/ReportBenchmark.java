package dev.assay.query;

import static org.awaitility.Awaitility.await;

import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.envelope.Role;
import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a compliance report takes, over HTTP, on the whole record of one tenant with a million
 * events ({@code -Dbench.events}) of about 2 kB, and on an hour of it. Run by hand; asserts
 * nothing.
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class ReportBenchmark {
  private static final int EVENTS = Integer.getInteger("bench.events", 1_000_000);

  private final TenantId tenant = new TenantId(Uuids.next());

  @Test
  void measure() {
    try (SignedRecord record = new SignedRecord()) {
      long start = System.nanoTime();
      fill(new JdbcTemplate(record.server.database.superuser()));
      QueryServer.Client auditor = record.server.as(tenant, Role.AUDITOR);
      // Each look is an event, too: few of them.
      await()
          .pollInterval(Duration.ofSeconds(2))
          .atMost(Duration.ofMinutes(30))
          .until(() -> lastPosition(auditor) >= EVENTS);
      print("filled, signed and taken in", start, "");
      for (String path :
          new String[] {
            "hipaa",
            "eu-ai-act",
            "hipaa",
            "eu-ai-act",
            "eu-ai-act?from=2026-01-01T00:10:00Z&to=2026-01-01T00:20:00Z"
          }) {
        long begin = System.nanoTime();
        var report = QueryServer.json(auditor.send("/audit/reports/" + path));
        print(path, begin, report.at("/status") + " " + report.at("/events") + " events");
      }
    }
  }

  private static long lastPosition(QueryServer.Client auditor) {
    return QueryServer.json(auditor.send("/audit/events?sort=-position&limit=1"))
        .at("/items/0/position")
        .asLong(0);
  }

  private static void print(String what, long start, String more) {
    System.out.printf(
        "%-70s %8.1f s  %s%n", what, (System.nanoTime() - start) / 1_000_000_000.0, more);
  }

  private void fill(JdbcTemplate superuser) {
    Map<String, String> metadata = new TreeMap<>();
    MetadataKeys.MANDATORY.forEach(
        key -> metadata.put(key, "018f0000-0000-7000-8000-000000000001"));
    metadata.put(MetadataKeys.ACTOR_KIND, "USER");
    superuser.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
          revision, recorded_at, command_id, payload, metadata)
        SELECT md5('a' || i)::uuid, 0, ?, 'WorkflowExecution', md5('g' || i / 20)::uuid, i %% 20,
          'workflow-execution.task-completed', 1, timestamptz '2026-01-01T00:00:00Z' + i * interval '0.01 second',
          md5('c' || i)::uuid, convert_to('{"executionId":"x","taskId":"y","reference":"/do/0/draft","output":"'
          || repeat('x', 1400) || '"}', 'UTF8'), convert_to(?, 'UTF8')
        FROM generate_series(0, %d) i
        """
            .formatted(EVENTS - 1),
        tenant.value(),
        JsonMapper.shared().writeValueAsString(metadata));
  }
}
