package dev.assay.projections.runner;

import dev.assay.api.event.EventJson;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildRefused;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import dev.assay.projections.schema.builds.Promotion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Takes builds from one state to the next. One process does it for all: who holds the lock. It
 * keeps nothing in memory, so another can go on at any point.
 */
final class BuildDriver extends Worker {
  private static final Logger LOG = LoggerFactory.getLogger(BuildDriver.class);
  private static final Duration ROUND = Duration.ofMillis(200);

  /** A build this near to the live one is caught up. */
  private static final long NEAR = 1_000;

  private final DataSource connections;
  private final List<ReadModel> newest;
  private final LongSupplier head;
  private final IndexMakers indexes;

  /**
   * @param newest the newest version of each read model that this program can fill
   */
  BuildDriver(
      DataSource connections,
      List<ReadModel> newest,
      LongSupplier head,
      ProjectionProperties properties) {
    super("builds", connections, properties);
    this.connections = connections;
    this.newest = newest;
    this.head = head;
    this.indexes = new IndexMakers(connections, this::isStopping);
  }

  @Override
  void work(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      // Comparing and counting take their time.
      statement.execute("SET statement_timeout = 0");
    }
    while (!isStopping() && !tryOwn(connection)) {
      pause(properties().takeoverPoll());
    }
    Builds builds = new Builds(new SingleConnectionDataSource(connection, true));
    while (!isStopping()) {
      Map<String, List<Build>> known =
          builds.all().stream().collect(Collectors.groupingBy(Build::projection));
      for (ReadModel model : newest) {
        try {
          drive(connection, builds, model, known.getOrDefault(model.name(), List.of()));
        } catch (BuildRefused e) {
          LOG.debug("The builds of {} are tried again: {}", model.name(), e.getMessage());
        } catch (SQLException e) {
          if (!SqlFailures.isOfALock(e)) {
            throw e;
          }
          // A vacuum may be at work on a table that is to be dropped. Others need not wait for it.
          LOG.debug("The builds of {} are tried again: a table is in use", model.name());
        }
      }
      worked();
      pause(ROUND);
    }
  }

  private static boolean tryOwn(Connection connection) throws SQLException {
    try (Statement lock = connection.createStatement();
        ResultSet row =
            lock.executeQuery(
                "SELECT pg_try_advisory_lock(hashtextextended('assay.projection.builds', 0))")) {
      return row.next() && row.getBoolean(1);
    }
  }

  private void drive(Connection connection, Builds builds, ReadModel model, List<Build> all)
      throws SQLException, InterruptedException {
    Optional<Build> live = with(all, BuildState.LIVE);
    Optional<Build> next = all.stream().filter(it -> it.state().isNext()).findFirst();
    if (live.isPresent() && next.isPresent()) {
      if (!next.get().paused()) {
        advance(connection, builds, live.get(), next.get());
      }
    } else if (live.isPresent() && live.get().version() < model.version()) {
      int build =
          builds.begin(
              model,
              head.getAsLong(),
              properties().rebuild().segments(),
              Promotion.AUTO,
              "upgrade");
      LOG.info(
          "Read model {} is filled anew: version {}, build {}",
          model.name(),
          model.version(),
          build);
    }
    for (Build old : all) {
      if (old.state() == BuildState.RETIRED && old.promotion() == Promotion.NOW) {
        promote(builds, live.orElseThrow(), old);
      } else if (old.dropAfter() != null && old.dropAfter().isBefore(Instant.now())) {
        call(connection, "SELECT read_model.drop_build(?, ?, ?)", old);
        LOG.info("Dropped {}", old);
      }
    }
  }

  private void advance(Connection connection, Builds builds, Build live, Build next)
      throws SQLException, InterruptedException {
    switch (next.state()) {
      case LOADING -> {
        if (next.loaded() >= next.target()) {
          endLoading(connection, next);
          LOG.info("Loaded {}: {} events", next, next.events());
        }
      }
      case CATCHING_UP -> {
        if (next.loaded() + NEAR >= live.loaded()) {
          compare(connection, live, next);
        }
      }
      case READY -> {
        boolean wanted =
            next.promotion() == Promotion.NOW
                || next.promotion() == Promotion.AUTO
                    && next.failure() == null
                    && next.deadLetters() == 0;
        if (wanted) {
          promote(builds, live, next);
        }
      }
      default -> throw new IllegalStateException("Expected a build on its way, but got " + next);
    }
  }

  /** A little behind is refused by the database, and tried again when it has followed. */
  private void promote(Builds builds, Build live, Build next) {
    builds.promote(next, properties().rebuild().keepOld());
    LOG.info("{} took the place of {}", next, live);
  }

  private void compare(Connection connection, Build live, Build next) throws SQLException {
    BuildComparison.Result result = new BuildComparison(connections).compare(live, next);
    // Another version is meant to differ; the same one is not.
    boolean differs = live.version() == next.version() && result.sameColumns() && !result.equal();
    Map<String, Object> members = BuildComparison.members(result);
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE read_model.projection_build SET state = 'READY', since = now(),
              comparison = ?::json, failure = ?
            WHERE projection = ? AND version = ? AND build = ? AND state = 'CATCHING_UP'
            """)) {
      update.setString(1, EventJson.mapper().writeValueAsString(members));
      update.setString(
          2,
          differs
              ? "Expected the same rows as in the live build, but they differ: an operator decides"
              : null);
      key(update, 3, next);
      update.executeUpdate();
    }
    LOG.info("{} is ready at position {}, equal: {}", next, result.position(), result.equal());
  }

  private static Optional<Build> with(List<Build> builds, BuildState state) {
    return builds.stream().filter(it -> it.state() == state).findFirst();
  }

  private void endLoading(Connection connection, Build build)
      throws SQLException, InterruptedException {
    indexes.make(build, properties().rebuild().indexes());
    if (isStopping()) {
      return;
    }
    worked();
    call(connection, "SELECT read_model.analyze(?, ?, ?)", build);
    call(connection, "SELECT read_model.end_loading(?, ?, ?)", build);
  }

  private static void call(Connection connection, String sql, Build build) throws SQLException {
    try (PreparedStatement call = connection.prepareStatement(sql)) {
      key(call, 1, build);
      call.execute();
    }
  }

  private static void key(PreparedStatement statement, int index, Build build) throws SQLException {
    statement.setString(index, build.projection());
    statement.setInt(index + 1, build.version());
    statement.setInt(index + 2, build.build());
  }
}
