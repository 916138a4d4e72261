package dev.assay.eventstore.reader;

import dev.assay.api.id.TenantId;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Answers where in the record a command's events are. */
public final class Positions {
  private static final String LAST_OF_COMMAND =
      """
      SELECT count(*) AS events, count(o.position) AS ordered, max(o.position) AS last
      FROM event_store.events e LEFT JOIN event_store.event_order o ON o.event_id = e.id
      WHERE e.tenant_id = ? AND e.command_id = ?
      """;

  private record Found(long events, long ordered, @Nullable Long last) {}

  private final JdbcTemplate jdbc;
  private final HeadSignal head;

  public Positions(DataSource dataSource, HeadSignal head) {
    this.jdbc = new JdbcTemplate(dataSource);
    this.head = head;
  }

  /**
   * The position of the last event of a command, waiting for the sequencer. Empty when the command
   * appended nothing, or when its events are not ordered within the time given.
   */
  public OptionalLong positionOfCommand(TenantId tenant, UUID commandId, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      long seen = head.head();
      Found found = find(tenant, commandId);
      if (found.events() == 0) {
        return OptionalLong.empty();
      }
      if (found.last() != null && found.ordered() == found.events()) {
        return OptionalLong.of(found.last());
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return OptionalLong.empty();
      }
      head.awaitBeyond(seen, Duration.ofNanos(left));
    }
  }

  private Found find(TenantId tenant, UUID commandId) {
    Found found =
        jdbc.queryForObject(
            LAST_OF_COMMAND,
            (row, index) -> new Found(row.getLong(1), row.getLong(2), row.getObject(3, Long.class)),
            tenant.value(),
            commandId);
    return found == null ? new Found(0, 0, null) : found;
  }
}
