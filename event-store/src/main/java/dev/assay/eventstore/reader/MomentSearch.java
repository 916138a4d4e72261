package dev.assay.eventstore.reader;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds positions by time, without an index that every append would have to keep. Positions follow
 * time roughly: clocks of writers differ, and who commits late is ordered late. So it halves the
 * record for a moment that is {@link #DISORDER} earlier, and looks at each event from there on. The
 * answer is exact while no event's time is further from its place than half of that.
 */
final class MomentSearch {
  static final Duration DISORDER = Duration.ofMinutes(10);

  private static final String RECORDED_AT =
      """
      SELECT e.recorded_at
      FROM (SELECT * FROM event_store.event_order WHERE position = ?) o
      CROSS JOIN LATERAL (
        SELECT recorded_at FROM event_store.events e
        WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.aggregate_id
          AND e.sequence = o.sequence
        LIMIT 1) e
      """;
  private static final String FIRST_FROM =
      """
      SELECT o.position FROM event_store.event_order o
      CROSS JOIN LATERAL (
        SELECT recorded_at FROM event_store.events e
        WHERE e.tenant_id = o.tenant_id AND e.aggregate_id = o.aggregate_id
          AND e.sequence = o.sequence
        LIMIT 1) e
      WHERE o.position >= ? AND e.recorded_at >= ?
      ORDER BY o.position LIMIT 1
      """;

  private final JdbcTemplate jdbc;

  /**
   * @param dataSource sees the events of all tenants
   */
  MomentSearch(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * The lowest position of an event that was recorded at or after a moment, if there is one.
   *
   * @param head the last position to look at
   */
  OptionalLong firstAt(Instant moment, long head) {
    long from = bisect(moment.minus(DISORDER), head, this::recordedAt);
    return jdbc
        .query(
            FIRST_FROM,
            (row, index) -> row.getLong(1),
            from,
            OffsetDateTime.ofInstant(moment, ZoneOffset.UTC))
        .stream()
        .mapToLong(Long::longValue)
        .findFirst();
  }

  /** A position that was recorded at or after a moment and whose predecessor was not. */
  static long bisect(Instant moment, long head, LongFunction<Instant> recordedAt) {
    long low = 1;
    long high = head + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (recordedAt.apply(middle).isBefore(moment)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Instant recordedAt(long position) {
    OffsetDateTime time = jdbc.queryForObject(RECORDED_AT, OffsetDateTime.class, position);
    if (time == null) {
      throw new IllegalStateException(
          "Expected an event at position " + position + ", but there is none");
    }
    return time.toInstant();
  }
}
