package dev.assay.query.costs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.query.reading.TenantReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sums of what model calls cost. Those of whole hours that are over are remembered: nothing is
 * added to an hour once the read models have taken in all that was recorded an hour beyond it,
 * unless a parked event is taken in after all, or another build is promoted; what is remembered
 * says of which builds it is and what has been parked and settled. Must be used within {@link
 * TenantReader}. Thread-safe.
 */
public final class CostSums {
  private static final long MOST_REMEMBERED = 1_000_000;
  private static final Duration HOUR = Duration.ofHours(1);

  /** The clocks of two writers may differ by so much. */
  private static final Duration APART = HOUR;

  private static final String TAKEN_IN =
      """
      SELECT CASE WHEN count(*) = 3 THEN min(p.caught_up_to) END,
        string_agg(concat_ws('/', projection, version, build, p.dead_letters, (
          SELECT count(*) FROM read_model.dead_letter l
          WHERE l.projection = p.projection AND l.version = p.version AND l.build = p.build AND l.status <> 'PARKED')),
          ' ' ORDER BY projection)
      FROM read_model.projection_position p JOIN read_model.projection_build b USING (projection, version, build)
      WHERE b.state = 'LIVE' AND projection IN ('agent-executions', 'executions', 'validations')
      """;

  /** Of which state of the read models the sums are, and which hours are over. */
  private record TakenIn(Instant until, String state) {
    boolean isOver(Instant hour) {
      return !hour.plus(HOUR).plus(APART).isAfter(until);
    }
  }

  private record Key(UUID tenant, CostGrouping by, Instant hour, String state) {}

  private final JdbcTemplate jdbc;
  private final Cache<Key, Map<CostGroup, Spent>> hours =
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
    return sums(CostGrouping.DAY, from, to).values().stream()
        .flatMap(hour -> hour.values().stream())
        .reduce(Spent.NOTHING, Spent::plus);
  }

  /** The sums of each hour in which calls ended, by group. */
  Map<Instant, Map<CostGroup, Spent>> sums(CostGrouping by, Instant from, Instant to) {
    Map<Instant, Map<CostGroup, Spent>> sums = new HashMap<>();
    TakenIn takenIn = takenIn();
    Instant begin = from;
    for (Instant hour = firstWhole(from);
        takenIn.isOver(hour) && isWithin(hour, to);
        hour = hour.plus(HOUR)) {
      Map<CostGroup, Spent> known = hours.getIfPresent(key(by, hour, takenIn));
      if (known != null) {
        read(by, begin, hour, takenIn, sums);
        sums.put(hour, known);
        begin = hour.plus(HOUR);
      }
    }
    read(by, begin, to, takenIn, sums);
    return sums;
  }

  /** Reads hours that are not known, and remembers those that are whole and over. */
  private void read(
      CostGrouping by,
      Instant from,
      Instant to,
      TakenIn takenIn,
      Map<Instant, Map<CostGroup, Spent>> sums) {
    if (!from.isBefore(to)) {
      return;
    }
    Map<Instant, Map<CostGroup, Spent>> found = new HashMap<>();
    jdbc.query(
        by.sql(),
        row -> {
          Instant hour = row.getObject(1, OffsetDateTime.class).toInstant();
          found.computeIfAbsent(hour, it -> new HashMap<>()).put(group(row), spent(row));
        },
        from.atOffset(ZoneOffset.UTC),
        to.atOffset(ZoneOffset.UTC));
    for (Instant hour = firstWhole(from);
        takenIn.isOver(hour) && isWithin(hour, to);
        hour = hour.plus(HOUR)) {
      hours.put(key(by, hour, takenIn), Map.copyOf(found.getOrDefault(hour, Map.of())));
    }
    sums.putAll(found);
  }

  private TakenIn takenIn() {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            TAKEN_IN,
            (row, index) -> {
              OffsetDateTime until = row.getObject(1, OffsetDateTime.class);
              return until == null
                  ? new TakenIn(Instant.EPOCH, "")
                  : new TakenIn(
                      until.toInstant(), Objects.requireNonNullElse(row.getString(2), ""));
            }));
  }

  private static Key key(CostGrouping by, Instant hour, TakenIn takenIn) {
    return new Key(TenantReader.tenant().value(), by, hour, takenIn.state());
  }

  private static Instant firstWhole(Instant from) {
    Instant hour = from.truncatedTo(ChronoUnit.HOURS);
    return hour.equals(from) ? hour : hour.plus(HOUR);
  }

  private static boolean isWithin(Instant hour, Instant to) {
    return !hour.plus(HOUR).isAfter(to);
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
