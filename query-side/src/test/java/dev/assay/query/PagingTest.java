package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Whatever the sort, the filters and the size of pages: who turns the pages sees each row once and
 * in order, while others come in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingTest {
  private static final int ROUNDS = 25;
  private static final List<String> STATUSES = List.of("RUNNING", "COMPLETED", "FAULTED");
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");
  private static final UUID[] WORKFLOWS = {new UUID(1, 1), new UUID(1, 2)};

  private record Row(
      UUID id, UUID workflow, String status, Instant createdAt, @Nullable Instant endedAt) {}

  private record Filter(String query, Predicate<Row> matching) {}

  private final QueryServer server = QueryServer.shared();
  private final TenantId tenant = new TenantId(Uuids.next());
  private final QueryServer.Client anyone = server.as(tenant);
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<Row> rows = new ArrayList<>();

  @AfterAll
  void leaveNothingBehind() {
    superuser.update("DELETE FROM read_model.executions_v1 WHERE tenant_id = ?", tenant.value());
  }

  @Test
  void shouldShowEachRowOnceAndInOrderWhileOthersComeIn() {
    System.out.println("Pages by seed " + seed);
    insert(150);
    for (int round = 0; round < ROUNDS; round++) {
      boolean byEnd = random.nextBoolean();
      boolean descending = random.nextBoolean();
      Filter filter = filter();
      String list =
          "/executions?limit=%d&sort=%s%s%s"
              .formatted(
                  1 + random.nextInt(40),
                  descending ? "-" : "",
                  byEnd ? "endedAt" : "createdAt",
                  filter.query());
      Predicate<Row> shown = filter.matching().and(row -> !byEnd || row.endedAt() != null);
      List<UUID> before = rows.stream().filter(shown).map(Row::id).toList();

      List<UUID> seen = turnThePages(list);

      assertThat(seen).as("%s, seed %d", list, seed).doesNotHaveDuplicates().containsAll(before);
      assertThat(seen).as("%s, seed %d", list, seed).isEqualTo(inOrder(seen, byEnd, descending));
      assertThat(rows.stream().filter(shown).map(Row::id)).containsAll(seen);
    }
  }

  private List<UUID> turnThePages(String list) {
    List<UUID> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = anyone.get(list + cursor);
      page.at("/items")
          .forEach(it -> seen.add(UUID.fromString(it.at("/executionId").stringValue())));
      insert(2);
      JsonNode next = page.at("/nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
    } while (!cursor.isEmpty());
    return seen;
  }

  private List<UUID> inOrder(List<UUID> ids, boolean byEnd, boolean descending) {
    Function<Row, Instant> time =
        byEnd ? row -> row.endedAt() == null ? Instant.MAX : row.endedAt() : Row::createdAt;
    Comparator<Row> order = Comparator.comparing(time).thenComparing(row -> row.id().toString());
    return rows.stream()
        .filter(row -> ids.contains(row.id()))
        .sorted(descending ? Collections.reverseOrder(order) : order)
        .map(Row::id)
        .toList();
  }

  private Filter filter() {
    String status = STATUSES.get(random.nextInt(STATUSES.size()));
    UUID workflow = WORKFLOWS[random.nextInt(WORKFLOWS.length)];
    Instant from = START.plusSeconds(random.nextInt(20));
    return switch (random.nextInt(5)) {
      case 0 -> new Filter("", row -> true);
      case 1 -> new Filter("&status=" + status, row -> row.status().equals(status));
      case 2 -> new Filter("&workflowId=" + workflow, row -> row.workflow().equals(workflow));
      case 3 ->
          new Filter(
              "&workflowId=" + workflow + "&status=" + status,
              row -> row.workflow().equals(workflow) && row.status().equals(status));
      default -> new Filter("&from=" + from, row -> !row.createdAt().isBefore(from));
    };
  }

  /** Few moments, so that many rows have the same. */
  private void insert(int many) {
    for (int i = 0; i < many; i++) {
      String status = STATUSES.get(random.nextInt(STATUSES.size()));
      Instant created = START.plusSeconds(random.nextInt(20));
      Instant ended = status.equals("RUNNING") ? null : created.plusSeconds(random.nextInt(5));
      Row row =
          new Row(
              UUID.randomUUID(),
              WORKFLOWS[random.nextInt(WORKFLOWS.length)],
              status,
              created,
              ended);
      superuser.update(
          """
          INSERT INTO read_model.executions_v1 (tenant_id, execution_id, workflow_id, namespace, name, version,
            content_hash, run_state, input, priority, created_at, ended_at, updated_at, created_position,
            last_position, sequence)
          VALUES (?, ?, ?, 'n', 'w', '1', 'h', ?, '{}', 0, ?::timestamptz, ?::timestamptz, now(), 1, 1, 0)
          """,
          tenant.value(),
          row.id(),
          row.workflow(),
          status,
          created.toString(),
          ended == null ? null : ended.toString());
      rows.add(row);
    }
  }
}
