package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one build follow the record. */
final class ProjectionRunner extends Worker {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final EventSource events;
  private final HeadSignal head;
  private final ProjectionStore store;
  private final BatchTaker taker;
  private final LetterRetry letters;
  private final BatchSize batchSize;
  private final ProjectionMetrics metrics;
  private long nextLook = System.nanoTime();

  /**
   * @param owner names this process, for people
   */
  ProjectionRunner(
      Projector projector,
      ModelBuild build,
      String owner,
      DataSource connections,
      EventSource events,
      HeadSignal head,
      ProjectionMetrics metrics,
      ProjectionProperties properties) {
    super(build.toString(), connections, properties);
    this.events = events;
    this.head = head;
    this.store = new ProjectionStore(build, owner);
    this.taker = new BatchTaker(projector, build, store);
    this.letters = new LetterRetry(projector, build, events);
    this.batchSize = new BatchSize(properties.maxBatch(), properties.maxWrite());
    this.metrics = metrics;
  }

  @Override
  void work(Connection connection) throws SQLException, InterruptedException {
    while (!isStopping()) {
      boolean own = store.tryOwn(connection);
      connection.commit();
      if (own) {
        lead(connection);
        return;
      }
      pause(properties().takeoverPoll());
    }
  }

  @Override
  void left() {
    metrics.notOwner();
  }

  @Override
  void failing() {
    metrics.failed();
  }

  private void lead(Connection connection) throws SQLException, InterruptedException {
    PositionStore.Progress progress = store.begin(connection);
    connection.commit();
    LOG.info("Projection {} goes on after position {}", name(), progress.position());
    while (!isStopping()) {
      tryLetters(connection, progress);
      long headNow = head.awaitBeyond(progress.position(), IDLE);
      if (headNow <= progress.position()) {
        progress = new PositionStore.Progress(progress.position(), store.beat(connection));
        connection.commit();
        metrics.at(progress, headNow, 0);
        continue;
      }
      List<StoredEvent> batch = events.after(progress.position(), batchSize.current());
      if (!batch.isEmpty()) {
        progress = take(connection, progress, batch);
      }
      worked();
    }
  }

  /** Looks now and then, and as long as there may be any, for letters to be tried again. */
  private void tryLetters(Connection connection, PositionStore.Progress progress)
      throws SQLException {
    long now = System.nanoTime();
    if (progress.deadLetters() > 0 && now - nextLook >= 0) {
      boolean more = letters.tryWanted(connection);
      nextLook = more ? now : System.nanoTime() + LOOK.toNanos();
    }
  }

  private PositionStore.Progress take(
      Connection connection, PositionStore.Progress before, List<StoredEvent> batch)
      throws SQLException {
    long start = System.nanoTime();
    PositionStore.Progress after = taker.take(connection, before, batch);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    batchSize.wrote(batch.size(), took);
    metrics.wrote(batch.size(), after.deadLetters() - before.deadLetters(), took);
    Instant lastRecorded = batch.getLast().recordedAt();
    metrics.at(after, head.head(), Duration.between(lastRecorded, Instant.now()).toMillis());
    return after;
  }
}
