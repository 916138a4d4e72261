package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one projector on one thread and one connection of its own. The connection holds the
 * projection's lock and writes its transactions, so whoever loses the one loses the other.
 */
final class ProjectionRunner implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
  private static final Duration IDLE = Duration.ofSeconds(2);
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
  private final EventSource events;
  private final HeadSignal head;
  private final ProjectionStore store;
  private final BatchTaker taker;
  private final BatchSize batchSize;
  private final ProjectionMetrics metrics;
  private final ProjectionProperties properties;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration backoff = FIRST_BACKOFF;

  /**
   * @param connections of the processor role, not pooled: a runner keeps one for as long as it runs
   */
  ProjectionRunner(
      Projector projector,
      DataSource connections,
      EventSource events,
      HeadSignal head,
      ProjectionStore store,
      ProjectionMetrics metrics,
      ProjectionProperties properties) {
    this.name = projector.readModel().name();
    this.connections = connections;
    this.events = events;
    this.head = head;
    this.store = store;
    this.taker = new BatchTaker(projector, store);
    this.batchSize = new BatchSize(properties.maxBatch(), properties.maxWrite());
    this.metrics = metrics;
    this.properties = properties;
  }

  String name() {
    return name;
  }

  /** Lets {@link #run} return after the batch it is at; its thread is to be interrupted, too. */
  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    while (!isStopping()) {
      try (Connection connection = connections.getConnection()) {
        begin(connection);
        waitForOwnership(connection);
        if (!isStopping()) {
          lead(connection);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (SQLException | RuntimeException e) {
        failed(e);
      } finally {
        metrics.notOwner();
      }
    }
  }

  private static void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
    }
    connection.setAutoCommit(false);
  }

  private void waitForOwnership(Connection connection) throws SQLException, InterruptedException {
    while (!isStopping()) {
      boolean own = store.tryOwn(connection);
      connection.commit();
      if (own) {
        return;
      }
      pause(properties.takeoverPoll());
    }
  }

  private void lead(Connection connection) throws SQLException, InterruptedException {
    ProjectionStore.Progress progress = store.begin(connection);
    connection.commit();
    LOG.info("Projection {} goes on after position {}", name, progress.position());
    while (!isStopping()) {
      long headNow = head.awaitBeyond(progress.position(), IDLE);
      if (headNow <= progress.position()) {
        store.beat(connection);
        connection.commit();
        metrics.at(progress, headNow, 0);
        continue;
      }
      List<StoredEvent> batch = events.after(progress.position(), batchSize.current());
      if (!batch.isEmpty()) {
        progress = take(connection, progress, batch);
      }
      backoff = FIRST_BACKOFF;
    }
  }

  private ProjectionStore.Progress take(
      Connection connection, ProjectionStore.Progress before, List<StoredEvent> batch)
      throws SQLException {
    long start = System.nanoTime();
    ProjectionStore.Progress after = taker.take(connection, before, batch);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    batchSize.wrote(batch.size(), took);
    metrics.wrote(batch.size(), after.deadLetters() - before.deadLetters(), took);
    Instant lastRecorded = batch.getLast().recordedAt();
    metrics.at(after, head.head(), Duration.between(lastRecorded, Instant.now()).toMillis());
    return after;
  }

  private void failed(Exception failure) {
    if (isStopping()) {
      return;
    }
    metrics.failed();
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

  private void pause(Duration duration) throws InterruptedException {
    if (stopped.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
      LOG.debug("Projection {} stops", name);
    }
  }

  private boolean isStopping() {
    return stopped.getCount() == 0;
  }
}
