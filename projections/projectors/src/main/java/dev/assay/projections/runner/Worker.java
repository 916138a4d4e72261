package dev.assay.projections.runner;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one thread and one connection of its own, which holds the lock of what it works on and
 * writes its transactions: whoever loses the one loses the other. After a failure it begins anew.
 */
abstract class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  // Losing the last commits in a crash loses position and rows alike: they are projected again.
  // The timeouts bound how long a stuck owner can hold back the order of events; the keepalives
  // free the lock of an owner whose machine is gone.
  private static final String SESSION =
      """
      SET synchronous_commit = off;
      SET statement_timeout = '10s';
      SET idle_in_transaction_session_timeout = '10s';
      SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3
      """;

  private final String name;
  private final DataSource connections;
  private final ProjectionProperties properties;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration backoff = FIRST_BACKOFF;

  /**
   * @param connections of the processor role, not pooled: a worker keeps one for as long as it runs
   */
  Worker(String name, DataSource connections, ProjectionProperties properties) {
    this.name = name;
    this.connections = connections;
    this.properties = properties;
  }

  /** Works until it is told to stop or has nothing left to do. */
  abstract void work(Connection connection) throws SQLException, InterruptedException;

  /** True once there is nothing left to do. */
  boolean isDone() {
    return false;
  }

  /** It has no connection any more. */
  void left() {}

  /** An attempt failed; another follows. */
  void failing() {}

  final String name() {
    return name;
  }

  final ProjectionProperties properties() {
    return properties;
  }

  /** Lets {@link #run} return after the batch it is at; its thread is to be interrupted, too. */
  final void stop() {
    stopped.countDown();
  }

  final boolean isStopping() {
    return stopped.getCount() == 0;
  }

  @Override
  public final void run() {
    while (!isStopping() && !isDone()) {
      try (Connection connection = connections.getConnection()) {
        begin(connection);
        work(connection);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        failed(e);
      } finally {
        left();
      }
    }
  }

  /** A step succeeded: the next failure is a first one. */
  final void worked() {
    backoff = FIRST_BACKOFF;
  }

  final void pause(Duration duration) throws InterruptedException {
    if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("Projection {} stops", name);
    }
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
    }
    connection.setAutoCommit(false);
  }

  private void failed(Exception failure) {
    if (isStopping()) {
      return;
    }
    failing();
    LOG.warn(
        "Projection {} tries again in {} ms: {}",
        name,
        backoff.toMillis(),
        SqlFailures.describe(failure));
    LOG.debug("Projection {} failed", name, failure);
    try {
      pause(backoff);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
    Duration doubled = backoff.multipliedBy(2);
    backoff = doubled.compareTo(properties.maxBackoff()) < 0 ? doubled : properties.maxBackoff();
  }
}
