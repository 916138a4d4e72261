package dev.assay.projections.bench;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventJson;
import dev.assay.api.id.ExecutionId;
import dev.assay.api.id.TaskId;
import dev.assay.api.id.Uuids;
import dev.assay.api.id.WorkflowId;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.TaskKind;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.Whose;
import dev.assay.eventstore.testing.FixedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * A record of executions with four tasks each, ten events an execution, a hundred executions under
 * way at a time, ten tenants. Texts are sealed as in production; the events are made by PostgreSQL
 * from one execution's, since encoding and sealing a million would take longer than what is
 * measured.
 */
final class ManyExecutions {
  static final int EVENTS_EACH = 10;
  private static final int AT_A_TIME = 100;
  private static final int TASKS = 4;
  private static final String DOCUMENT =
      "The quarter closed with revenue of 4.2 million. ".repeat(8);
  private static final String DRAFT = "Revenue was 4.2 million. ".repeat(6);

  private final EventCodec codec = FixedKeys.codec();
  private final ExecutionId execution = new ExecutionId(Uuids.next());
  private final List<TaskId> tasks = new ArrayList<>();
  private final JdbcTemplate superuser;

  ManyExecutions(JdbcTemplate superuser) {
    this.superuser = superuser;
    for (int i = 0; i < TASKS; i++) {
      tasks.add(new TaskId(Uuids.next()));
    }
  }

  /** Records {@code events}, a multiple of 1,000, which have no positions yet. */
  void record(int events) {
    superuser.execute("CREATE SCHEMA bench");
    superuser.execute(
        "CREATE TABLE bench.template (place int, type text, revision int, payload text)");
    List<DomainEvent> one = events();
    for (int i = 0; i < one.size(); i++) {
      var entry = codec.entryOf(one.get(i));
      superuser.update(
          "INSERT INTO bench.template VALUES (?, ?, ?, ?)",
          i,
          entry.name(),
          entry.revision(),
          payload(one.get(i)));
    }
    superuser.execute(
        """
        CREATE FUNCTION bench.id(kind text, number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
          SELECT ('01a0' || lpad(to_hex(number), 8, '0') || '7' || substr(md5(kind || number), 1, 3) || '8'
            || substr(md5(kind || number), 4, 15))::uuid
        $$""");
    superuser.update(
        """
        INSERT INTO event_store.events (id, ordinal, tenant_id, aggregate_type, aggregate_id, sequence, type,
          revision, recorded_at, command_id, payload, metadata)
        SELECT bench.id('event', p), 0, bench.id('tenant', execution %% 10), 'WorkflowExecution',
          bench.id('execution', execution), place, type, revision,
          timestamptz '2026-01-01T00:00:00Z' + p * interval '1 millisecond', bench.id('command', p),
          convert_to(%s, 'UTF8'), convert_to('{"actor.id":"ada","correlation.id":"c"}', 'UTF8')
        FROM (SELECT p, p / %d * %d + p %% %d AS execution, p %% %d / %d AS place
              FROM generate_series(0, %d - 1) p) numbered
        JOIN bench.template USING (place) ORDER BY p
        """
            .formatted(
                renamed(),
                EVENTS_EACH * AT_A_TIME,
                AT_A_TIME,
                AT_A_TIME,
                EVENTS_EACH * AT_A_TIME,
                AT_A_TIME,
                events));
    superuser.execute("VACUUM ANALYZE event_store.events");
  }

  /** Gives them their positions, as a sequencer would. */
  void order(int events) {
    superuser.update(
        """
        INSERT INTO event_store.event_order (position, tenant_id, tenant_position, event_id, aggregate_id, sequence,
          leaf_hash)
        SELECT p + 1, bench.id('tenant', execution % 10),
          row_number() OVER (PARTITION BY execution % 10 ORDER BY p), bench.id('event', p),
          bench.id('execution', execution), place, sha256('')
        FROM (SELECT p, p / 1000 * 100 + p % 100 AS execution, p % 1000 / 100 AS place
              FROM generate_series(0, ? - 1) p) numbered
        ORDER BY p
        """,
        events);
    superuser.execute("VACUUM ANALYZE event_store.event_order");
  }

  /** Everybody's events are the first one's with other ids. */
  private String renamed() {
    String sql =
        "replace(payload, '%s', bench.id('execution', execution)::text)".formatted(execution);
    for (int i = 0; i < TASKS; i++) {
      sql =
          "replace(%s, '%s', bench.id('task%d', execution)::text)".formatted(sql, tasks.get(i), i);
    }
    return sql;
  }

  private String payload(DomainEvent event) {
    Whose whose =
        new Whose(
            new UUID(0, 1),
            null,
            RetentionClass.of(codec.entryOf(event).aggregateType()),
            Uuids.next());
    return new String(codec.encode(event, whose), StandardCharsets.UTF_8);
  }

  private List<DomainEvent> events() {
    JsonNode draft = EventJson.mapper().valueToTree(java.util.Map.of("text", DRAFT));
    List<DomainEvent> events = new ArrayList<>();
    events.add(
        new ExecutionStarted(
            execution,
            new WorkflowId(Uuids.next()),
            "examples",
            "summarise",
            "0.2.0",
            "sha256:0000000000000000000000000000000000000000000000000000000000000000",
            EventJson.mapper().valueToTree(java.util.Map.of()),
            EventJson.mapper().valueToTree(java.util.Map.of("document", DOCUMENT)),
            0,
            Instant.parse("2026-12-01T00:00:00Z")));
    for (int i = 0; i < TASKS; i++) {
      String reference = "/do/%d/step".formatted(i);
      events.add(
          new TaskScheduled(
              execution, tasks.get(i), null, reference, "step", TaskKind.AGENT, 1, draft, null, 0));
      events.add(new TaskCompleted(execution, tasks.get(i), reference, draft, null, null));
    }
    events.add(new ExecutionCompleted(execution, draft));
    return events;
  }
}
