package dev.assay.query.costs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.query.reading.TenantReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sums of what model calls cost. Those of whole days that are over are remembered: nothing is added
 * to a day once the read models have taken in all that was recorded an hour beyond it, unless a
 * parked event is taken in after all, or another build is promoted; what is remembered says of
 * which builds it is and how much was parked. Must be used within {@link TenantReader}.
 * Thread-safe.
 */
public final class CostSums {
  private static final long MOST_REMEMBERED = 500_000;

  /** The clocks of two writers may differ. */
  private static final Duration APART = Duration.ofHours(1);

  private static final String TAKEN_IN =
      """
      SELECT min(p.caught_up_to),
        string_agg(projection || '/' || version || '/' || build || '/' || p.dead_letters, ' ' ORDER BY projection)
      FROM read_model.projection_position p JOIN read_model.projection_build b USING (projection, version, build)
      WHERE b.state = 'LIVE' AND projection IN ('agent-executions', 'executions', 'validations')
      """;

  /** Of which state of the read models the sums of days are, and until when days are over. */
  private record TakenIn(Instant until, String state) {}

  private record Key(UUID tenant, CostGrouping by, LocalDate day, String state) {}

  private final JdbcTemplate jdbc;
  private final Cache<Key, Map<CostGroup, Spent>> days =
      Caffeine.newBuilder()
          .maximumWeight(MOST_REMEMBERED)
          .weigher((Key key, Map<CostGroup, Spent> sums) -> 1 + sums.size())
          .build();

  /**
   * @param jdbc of the reader role
   */
  public CostSums(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The sum of all calls that ended from then on and before {@code to}. */
  public Spent total(Instant from, Instant to) {
    Spent[] total = {Spent.NOTHING};
    sums(CostGrouping.DAY, from, to)
        .values()
        .forEach(day -> day.values().forEach(spent -> total[0] = total[0].plus(spent)));
    return total[0];
  }

  /** The sums of each day on which calls ended, by group. */
  Map<LocalDate, Map<CostGroup, Spent>> sums(CostGrouping by, Instant from, Instant to) {
    Map<LocalDate, Map<CostGroup, Spent>> sums = new HashMap<>();
    TakenIn takenIn = takenIn();
    Instant begin = from;
    for (LocalDate day = firstWhole(from);
        !start(day.plusDays(1)).isAfter(to);
        day = day.plusDays(1)) {
      boolean over = !start(day.plusDays(1)).plus(APART).isAfter(takenIn.until());
      Map<CostGroup, Spent> known = over ? days.getIfPresent(key(by, day, takenIn)) : null;
      if (known != null) {
        read(by, begin, start(day), takenIn, sums);
        sums.put(day, known);
        begin = start(day.plusDays(1));
      }
    }
    read(by, begin, to, takenIn, sums);
    return sums;
  }

  /** Reads days that are not known, and remembers those that are whole and over. */
  private void read(
      CostGrouping by,
      Instant from,
      Instant to,
      TakenIn takenIn,
      Map<LocalDate, Map<CostGroup, Spent>> sums) {
    if (!from.isBefore(to)) {
      return;
    }
    Map<LocalDate, Map<CostGroup, Spent>> found = new HashMap<>();
    jdbc.query(
        by.sql(),
        row -> {
          found
              .computeIfAbsent(row.getObject(1, LocalDate.class), day -> new HashMap<>())
              .put(group(row), spent(row));
        },
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC));
    for (LocalDate day = firstWhole(from);
        !start(day.plusDays(1)).isAfter(to)
            && !start(day.plusDays(1)).plus(APART).isAfter(takenIn.until());
        day = day.plusDays(1)) {
      days.put(key(by, day, takenIn), Map.copyOf(found.getOrDefault(day, Map.of())));
    }
    found.forEach((day, groups) -> sums.merge(day, groups, CostSums::together));
  }

  /** A day may be asked for in two parts. */
  private static Map<CostGroup, Spent> together(
      Map<CostGroup, Spent> one, Map<CostGroup, Spent> other) {
    Map<CostGroup, Spent> both = new HashMap<>(one);
    other.forEach((group, spent) -> both.merge(group, spent, Spent::plus));
    return both;
  }

  private TakenIn takenIn() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            TAKEN_IN,
            (row, index) -> {
              OffsetDateTime until = row.getObject(1, OffsetDateTime.class);
              return until == null
                  ? new TakenIn(Instant.MIN, "")
                  : new TakenIn(
                      until.toInstant(), Objects.requireNonNullElse(row.getString(2), ""));
            }));
  }

  private static Key key(CostGrouping by, LocalDate day, TakenIn takenIn) {
    return new Key(TenantReader.tenant().value(), by, day, takenIn.state());
  }

  private static LocalDate firstWhole(Instant from) {
    LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
    return start(day).equals(from) ? day : day.plusDays(1);
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static CostGroup group(ResultSet row) throws SQLException {
    return new CostGroup(
        row.getString(2), row.getString(3), row.getString(4), row.getObject(5, UUID.class));
  }

  private static Spent spent(ResultSet row) throws SQLException {
    return new Spent(
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getLong(10),
        row.getBigDecimal(11));
  }
}
