package dev.assay.query.projections;

import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** How far each projection is. Positions are no tenant's, so this needs no tenant. */
public final class ProjectionStates {
  /** An owner gives a sign of life every 2 s; a batch takes at most 10 s. */
  static final Duration ALIVE = Duration.ofSeconds(15);

  private static final String STATE =
      """
      SELECT position, dead_letters, caught_up_to, updated_at, clock_timestamp(), version
      FROM read_model.projection_position p
      JOIN read_model.projection_build b USING (projection, version, build)
      WHERE projection = ? AND b.state = 'LIVE'
      """;

  /**
   * The state of one projection.
   *
   * @param version that queries read
   * @param lagMs how long the oldest event that is not taken in has waited; 0 at the head
   * @param status RUNNING, CATCHING_UP (more than 1,000 events behind) or STOPPED (no process runs
   *     it)
   * @param deadLetters parked events, of all tenants
   */
  public record State(
      String name,
      int version,
      String summary,
      long position,
      long headPosition,
      long lagEvents,
      long lagMs,
      String status,
      long deadLetters,
      @Nullable Instant updatedAt) {}

  private final JdbcTemplate jdbc;
  private final LongSupplier head;

  /**
   * @param jdbc of the reader role
   * @param head the global position of the last event
   */
  public ProjectionStates(JdbcTemplate jdbc, LongSupplier head) {
    this.jdbc = jdbc;
    this.head = head;
  }

  public List<State> all() {
    long headNow = head.getAsLong();
    return ReadModels.all().stream().map(model -> of(model, headNow)).toList();
  }

  public State of(ReadModel model) {
    return of(model, head.getAsLong());
  }

  private State of(ReadModel model, long headNow) {
    return jdbc
        .query(
            STATE,
            (row, index) ->
                state(
                    model,
                    row.getInt(6),
                    headNow,
                    row.getLong(1),
                    row.getLong(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getObject(5, OffsetDateTime.class).toInstant()),
            model.name())
        .stream()
        .findFirst()
        .orElseGet(() -> neverRun(model, headNow));
  }

  private static State state(
      ReadModel model,
      int version,
      long headNow,
      long position,
      long deadLetters,
      Instant caughtUpTo,
      Instant updatedAt,
      Instant now) {
    // The head was read first, so a projection may be beyond it by now.
    long headPosition = Math.max(headNow, position);
    long lagEvents = headPosition - position;
    long lagMs = lagEvents == 0 ? 0 : Math.max(0, Duration.between(caughtUpTo, now).toMillis());
    boolean alive = Duration.between(updatedAt, now).compareTo(ALIVE) < 0;
    String status = !alive ? "STOPPED" : lagEvents > 1_000 ? "CATCHING_UP" : "RUNNING";
    return new State(
        model.name(),
        version,
        model.summary(),
        position,
        headPosition,
        lagEvents,
        lagMs,
        status,
        deadLetters,
        updatedAt);
  }

  private static State neverRun(ReadModel model, long headNow) {
    return new State(
        model.name(), model.version(), model.summary(), 0, headNow, headNow, 0, "STOPPED", 0, null);
  }
}
