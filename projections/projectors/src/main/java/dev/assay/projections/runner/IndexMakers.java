package dev.assay.projections.runner;

import dev.assay.projections.schema.builds.Build;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Makes the indexes that the tables of a build miss, some at a time, each in a transaction of its
 * own: an open one keeps events from being ordered. Keeps nothing, so that others can go on.
 */
final class IndexMakers {
  private final DataSource connections;
  private final BooleanSupplier stopping;

  /**
   * @param connections of the processor role, not pooled
   */
  IndexMakers(DataSource connections, BooleanSupplier stopping) {
    this.connections = connections;
    this.stopping = stopping;
  }

  /** Returns when none is missing, or when all is stopping. */
  void make(Build build, int atOnce) throws SQLException, InterruptedException {
    List<Future<?>> makers = new ArrayList<>();
    try (ExecutorService pool =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("projection-index-", 0).factory())) {
      for (int i = 0; i < atOnce; i++) {
        makers.add(
            pool.submit(
                () -> {
                  makeAll(build);
                  return null;
                }));
      }
      for (Future<?> maker : makers) {
        maker.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void makeAll(Build build) throws SQLException {
    try (Connection connection = connections.getConnection();
        Statement statement = connection.createStatement();
        PreparedStatement call =
            connection.prepareStatement("SELECT read_model.make_index_of(?, ?, ?)")) {
      statement.execute("SET statement_timeout = 0"); // making one takes its time
      call.setString(1, build.projection());
      call.setInt(2, build.version());
      call.setInt(3, build.build());
      boolean made = true;
      while (made && !stopping.getAsBoolean()) {
        made = isMade(call);
      }
    }
  }

  private static boolean isMade(PreparedStatement call) throws SQLException {
    try (ResultSet made = call.executeQuery()) {
      return made.next() && made.getBoolean(1);
    }
  }
}
