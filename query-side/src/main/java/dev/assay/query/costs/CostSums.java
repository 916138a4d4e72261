package dev.assay.query.costs;

import dev.assay.query.reading.TenantReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Sums of what model calls cost. Whole days and hours were summed by the read model; only what is
 * left at both ends is summed here. Must be used within {@link TenantReader}. Thread-safe.
 */
public final class CostSums {
  /** A new read model is behind for some minutes: until then the runs themselves are asked. */
  private static final String FILLED =
      """
      WITH live AS (
        SELECT projection, position, caught_up_to FROM read_model.projection_position
        JOIN read_model.projection_build b USING (projection, version, build) WHERE b.state = 'LIVE')
      SELECT EXISTS (
        SELECT 1 FROM live c, live r WHERE c.projection = 'costs' AND r.projection = 'agent-executions'
          AND (c.position >= r.position OR c.position > 0 AND c.caught_up_to > r.caught_up_to - interval '1 minute'))
      """;

  private final JdbcTemplate jdbc;

  /**
   * @param jdbc of the reader role
   */
  public CostSums(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** The sum of all calls that ended from then on and before {@code to}. */
  public Spent total(Instant from, Instant to) {
    return sums(CostGrouping.DAY, from, to).values().stream().reduce(Spent.NOTHING, Spent::plus);
  }

  /** The sum of each group of calls that ended from then on and before {@code to}. */
  Map<CostGroup, Spent> sums(CostGrouping by, Instant from, Instant to) {
    return Boolean.TRUE.equals(jdbc.queryForObject(FILLED, Boolean.class))
        ? read(CostSql.ofSums(by), bounds(Span.of(from, to)))
        : read(CostSql.ofRuns(by), Stream.of(from, to));
  }

  private static Stream<Instant> bounds(Span span) {
    return Stream.of(
        span.days(),
        span.daysEnd(),
        span.hours(),
        span.days(),
        span.daysEnd(),
        span.hoursEnd(),
        span.from(),
        span.hours(),
        span.hoursEnd(),
        span.to());
  }

  private Map<CostGroup, Spent> read(String sql, Stream<Instant> bounds) {
    Map<CostGroup, Spent> sums = new HashMap<>();
    jdbc.query(
        sql,
        row -> {
          sums.put(group(row), spent(row));
        },
        bounds.map(time -> time.atOffset(ZoneOffset.UTC)).toArray());
    return sums;
  }

  private static CostGroup group(ResultSet row) throws SQLException {
    return new CostGroup(row.getObject(1, LocalDate.class), row.getString(2), row.getString(3));
  }

  private static Spent spent(ResultSet row) throws SQLException {
    return new Spent(
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getBigDecimal(9));
  }
}
