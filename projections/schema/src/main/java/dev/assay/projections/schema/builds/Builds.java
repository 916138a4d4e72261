package dev.assay.projections.schema.builds;

import dev.assay.projections.schema.ReadModel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The builds of all read models. Whoever refuses is the database: two that ask at the same time get
 * one yes and one {@link BuildRefused}.
 */
public final class Builds {
  private static final String SELECT =
      """
      SELECT b.projection, b.version, b.build, b.state, b.paused, b.promotion, b.target, b.segments,
        coalesce(p.position, s.position, 0), coalesce(s.events, 0), b.comparison::text, b.failure,
        b.requested_by, b.requested_at, b.since, b.drop_after,
        coalesce(p.dead_letters, s.dead_letters, 0)
      FROM read_model.projection_build b
      LEFT JOIN read_model.projection_position p USING (projection, version, build)
      LEFT JOIN LATERAL (
        SELECT min(position) AS position, sum(events)::bigint AS events,
          sum(dead_letters)::bigint AS dead_letters
        FROM read_model.build_segment s
        WHERE s.projection = b.projection AND s.version = b.version AND s.build = b.build) s ON true
      WHERE b.state <> 'DROPPED'
      """;

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String NOT_IN_PREREQUISITE_STATE = "55000";
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcTemplate jdbc;

  /**
   * @param connections of the processor role, or of the reader role where nothing is asked for
   */
  public Builds(DataSource connections) {
    this.jdbc = new JdbcTemplate(connections);
  }

  /** All that are not dropped. */
  public List<Build> all() {
    return jdbc.query(SELECT + " ORDER BY b.requested_at", (row, i) -> build(row));
  }

  /** Those of one read model that are not dropped, the oldest first. */
  public List<Build> of(String projection) {
    return jdbc.query(
        SELECT + " AND b.projection = ? ORDER BY b.requested_at",
        (row, i) -> build(row),
        projection);
  }

  /** What queries read. */
  public Optional<Build> live(String projection) {
    return of(projection).stream().filter(it -> it.state() == BuildState.LIVE).findFirst();
  }

  /** The one that is to take the live one's place. */
  public Optional<Build> next(String projection) {
    return of(projection).stream().filter(it -> it.state().isNext()).findFirst();
  }

  /**
   * Begins to fill this version anew beside the live one.
   *
   * @param upTo global position up to which it is loaded in bulk: the head of the record
   * @return the number of the build
   */
  public int begin(ReadModel model, long upTo, int segments, Promotion promotion, String byWhom) {
    try {
      Integer build =
          jdbc.queryForObject(
              "SELECT read_model.begin_build(?, ?, ?, ?, ?, ?)",
              Integer.class,
              model.name(),
              model.version(),
              upTo,
              segments,
              promotion.name(),
              byWhom);
      if (build == null) {
        throw new IllegalStateException("Expected the number of a build");
      }
      return build;
    } catch (DataAccessException e) {
      throw refused(e, "no rebuild of " + model.name() + " under way, but there is one");
    }
  }

  /** Lets the build that is under way rest, or go on. */
  public void pause(String projection, boolean paused) {
    int changed =
        jdbc.update(
            """
            UPDATE read_model.projection_build SET paused = ?
            WHERE projection = ? AND state IN ('LOADING', 'CATCHING_UP', 'READY') AND paused <> ?
            """,
            paused,
            projection,
            paused);
    if (changed == 0) {
      throw new BuildRefused(
          "a rebuild of %s that is %s, but there is none"
              .formatted(projection, paused ? "under way" : "paused"));
    }
  }

  /** Wants the build that is ready to take the live one's place. */
  public void wantPromotion(String projection) {
    int changed =
        jdbc.update(
            """
            UPDATE read_model.projection_build SET promotion = 'NOW', paused = false
            WHERE projection = ? AND state = 'READY'
            """,
            projection);
    if (changed == 0) {
      throw new BuildRefused("a rebuild of " + projection + " that is ready, but there is none");
    }
  }

  /** Wants a build that was live before to take its place again. */
  public void wantBack(Build build) {
    int changed =
        jdbc.update(
            """
            UPDATE read_model.projection_build SET promotion = 'NOW'
            WHERE projection = ? AND version = ? AND build = ? AND state = 'RETIRED'
            """,
            build.projection(),
            build.version(),
            build.build());
    if (changed == 0) {
      throw new BuildRefused(build + " to be kept as a way back, but it is not");
    }
  }

  /** Gives up the build that is under way. */
  public void abort(String projection) {
    int changed =
        jdbc.update(
            """
            UPDATE read_model.projection_build SET state = 'ABORTED', since = now(), drop_after = now()
            WHERE projection = ? AND state IN ('LOADING', 'CATCHING_UP', 'READY')
            """,
            projection);
    if (changed == 0) {
      throw new BuildRefused("a rebuild of " + projection + " under way, but there is none");
    }
  }

  /** Makes a build live; the one that was live follows the record for {@code keepOld}. */
  public void promote(Build build, Duration keepOld) {
    try {
      jdbc.query(
          "SELECT read_model.promote(?, ?, ?, make_interval(secs => ?))",
          row -> {},
          build.projection(),
          build.version(),
          build.build(),
          (double) keepOld.toMillis() / 1000);
    } catch (DataAccessException e) {
      throw refused(e, build + " to be as far as the live one, but it is not");
    }
  }

  private static RuntimeException refused(DataAccessException e, String expected) {
    String state = e.getRootCause() instanceof SQLException sql ? sql.getSQLState() : null;
    return switch (state == null ? "" : state) {
      case UNIQUE_VIOLATION, NOT_IN_PREREQUISITE_STATE -> new BuildRefused(expected, e);
      case LOCK_NOT_AVAILABLE ->
          new BuildRefused("a moment in which nobody else is at the tables, but there was none", e);
      default -> e;
    };
  }

  private static Build build(ResultSet row) throws SQLException {
    return new Build(
        row.getString(1),
        row.getInt(2),
        row.getInt(3),
        BuildState.valueOf(row.getString(4)),
        row.getBoolean(5),
        Promotion.valueOf(row.getString(6)),
        row.getLong(7),
        row.getInt(8),
        row.getLong(9),
        row.getLong(10),
        row.getLong(17),
        row.getString(11),
        row.getString(12),
        row.getString(13),
        instant(row, 14),
        instant(row, 15),
        row.getObject(16) == null ? null : instant(row, 16));
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
