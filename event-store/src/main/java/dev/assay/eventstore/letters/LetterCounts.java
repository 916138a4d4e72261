package dev.assay.eventstore.letters;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** How many letters are parked, of all tenants. */
public final class LetterCounts {
  /**
   * Of one projection or process manager.
   *
   * @param letters 1 or more
   * @param oldest when the oldest of them was parked
   */
  public record Count(long letters, Instant oldest) {}

  private final JdbcTemplate jdbc;

  /**
   * @param jdbc of the processor role
   */
  public LetterCounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By name; who has none is not in it. */
  public Map<String, Count> parked(LetterTable table) {
    Map<String, Count> counts = new HashMap<>();
    jdbc.query(
        "SELECT %1$s, count(*), min(parked_at) FROM %2$s WHERE status = 'PARKED' GROUP BY %1$s"
            .formatted(table.nameColumn(), table.table()),
        row -> {
          counts.put(
              row.getString(1),
              new Count(row.getLong(2), row.getObject(3, OffsetDateTime.class).toInstant()));
        });
    return counts;
  }
}
