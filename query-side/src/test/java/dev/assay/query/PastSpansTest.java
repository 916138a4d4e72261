package dev.assay.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.id.TenantId;
import dev.assay.api.id.Uuids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Lists of spans of time, sorted by the end, page by page; whichever way is taken to them. What is
 * expected is sorted here.
 */
class PastSpansTest {
  private static final int ROWS = 400;
  private static final int SPANS = 60;
  private static final List<String> STATUSES =
      List.of("RUNNING", "COMPLETED", "COMPLETED", "FAULTED");

  private record Row(UUID id, String status, Instant createdAt, Instant endedAt) {}

  private final QueryServer server = QueryServer.shared();
  private final JdbcTemplate superuser = new JdbcTemplate(server.database.superuser());
  private final TenantId tenant = new TenantId(Uuids.next());
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60);
  private final List<Row> rows = new ArrayList<>();

  @Test
  void shouldShowWhatEndedLastFirstOfAnySpanAndFilter() {
    System.out.println("PastSpansTest, seed " + seed);
    for (int i = 0; i < ROWS; i++) {
      insert();
    }
    for (int i = 0; i < SPANS; i++) {
      Instant from = random.nextInt(4) == 0 ? Instant.EPOCH : minutesAgo(random.nextInt(1_100));
      Instant to = minutesAgo(random.nextInt(1_000));
      String status = random.nextBoolean() ? STATUSES.get(1 + random.nextInt(3)) : "";
      boolean descending = random.nextInt(4) > 0;
      Comparator<Row> order = Comparator.comparing(Row::endedAt).thenComparing(r -> "" + r.id());
      List<String> expected =
          rows.stream()
              .filter(row -> !row.status().equals("RUNNING"))
              .filter(row -> !row.createdAt().isBefore(from) && row.createdAt().isBefore(to))
              .filter(row -> status.isEmpty() || row.status().equals(status))
              .sorted(descending ? order.reversed() : order)
              .map(row -> row.id().toString())
              .toList();

      String path =
          "/executions?limit=%d&sort=%sendedAt&from=%s&to=%s%s"
              .formatted(
                  1 + random.nextInt(40),
                  descending ? "-" : "",
                  from,
                  to,
                  status.isEmpty() ? "" : "&status=" + status);
      assertThat(pages(path)).as("seed %d, %s", seed, path).isEqualTo(expected);
    }
  }

  private List<String> pages(String path) {
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = server.as(tenant).get(path + cursor);
      seen.addAll(ResourcesTest.texts(page.at("/items"), "executionId"));
      JsonNode next = page.at("/nextCursor");
      cursor = next.isNull() ? "" : "&cursor=" + next.stringValue();
    } while (!cursor.isEmpty());
    return seen;
  }

  /** Whole minutes, so that there are ties. */
  private void insert() {
    Instant createdAt = minutesAgo(random.nextInt(1_000));
    Row row =
        new Row(
            Uuids.next(),
            STATUSES.get(random.nextInt(4)),
            createdAt,
            createdAt.plusSeconds(60L * random.nextInt(random.nextInt(10) == 0 ? 600 : 10)));
    rows.add(row);
    superuser.update(
        """
        INSERT INTO read_model.executions_v1 (tenant_id, execution_id, workflow_id, namespace, name, version,
          content_hash, run_state, input, priority, created_at, updated_at, created_position, last_position,
          sequence, ended_at)
        VALUES (?, ?, gen_random_uuid(), 'n', 'w', '1', 'h', ?, '{}', 0, ?::timestamptz, now(), ?, 0, 0, ?::timestamptz)
        """,
        tenant.value(),
        row.id(),
        row.status(),
        row.createdAt().toString(),
        rows.size(),
        row.status().equals("RUNNING") ? null : row.endedAt().toString());
  }

  private Instant minutesAgo(int minutes) {
    return now.minusSeconds(60L * minutes);
  }
}
