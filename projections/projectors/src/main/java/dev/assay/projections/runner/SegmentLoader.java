package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.Slice;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.PositionStore.Progress;
import dev.assay.projections.runner.PositionStore.Step;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.builds.Build;
import io.micrometer.core.instrument.Counter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Loads one segment of a build in bulk: events are folded into rows in memory, and rows are copied
 * in. Where an event cannot be taken in, its window is taken in event by event, with dead letters.
 */
final class SegmentLoader extends Worker {
  /** Positions that are looked at in one step; events are held in memory for as long. */
  private static final int MOST_POSITIONS = 16_384;

  private static final int ONE_BY_ONE = 256;

  private final Projector projector;
  private final Slice slice;
  private final long target;
  private final EventReader events;
  private final SegmentStore store;
  private final BatchTaker taker;
  private final BulkWriter writer;
  private final BatchSize window;
  private final Throttle throttle;
  private final Counter loaded;
  private volatile boolean done;

  SegmentLoader(
      Projector projector,
      Build build,
      int segment,
      DataSource connections,
      EventReader events,
      Throttle throttle,
      Counter loaded,
      ProjectionProperties properties) {
    super("%s segment %d".formatted(build, segment), connections, properties);
    ModelBuild tables = new ModelBuild(projector.readModel(), build.build());
    this.projector = projector;
    this.slice = new Slice(segment, build.segments(), projector.readModel().aggregateTypes());
    this.target = build.target();
    this.events = events;
    this.store = new SegmentStore(tables, segment);
    this.taker = new BatchTaker(projector, tables, store);
    this.writer = new BulkWriter(tables);
    this.window = new BatchSize(MOST_POSITIONS, properties.maxWrite());
    this.throttle = throttle;
    this.loaded = loaded;
  }

  @Override
  boolean isDone() {
    return done;
  }

  @Override
  void work(Connection connection) throws SQLException, InterruptedException {
    while (!isStopping()) {
      boolean own = store.tryOwn(connection);
      connection.commit();
      if (own) {
        load(connection);
        return;
      }
      pause(properties().takeoverPoll());
    }
  }

  private void load(Connection connection) throws SQLException, InterruptedException {
    Progress progress = store.progress(connection);
    connection.commit();
    while (!isStopping() && progress.position() < target) {
      throttle.await();
      long upTo = Math.min(target, progress.position() + window.current());
      List<StoredEvent> batch = events.ofSlice(slice, progress.position(), upTo);
      int positions = (int) (upTo - progress.position());
      long start = System.nanoTime();
      progress = take(connection, progress, batch, upTo);
      window.wrote(positions, Duration.ofNanos(System.nanoTime() - start), throttle.maxWrite());
      throttle.took(batch.size());
      loaded.increment(batch.size());
      worked();
    }
    done = progress.position() >= target;
  }

  private Progress take(Connection connection, Progress from, List<StoredEvent> batch, long upTo)
      throws SQLException {
    if (from.deadLetters() > 0) {
      return oneByOne(connection, from, batch, upTo);
    }
    FoldedRows rows;
    try {
      rows = FoldedRows.of(changesOf(batch));
    } catch (RuntimeException e) {
      return oneByOne(connection, from, batch, upTo);
    }
    try {
      writer.write(connection, rows);
      Step step = new Step(upTo, Instant.now(), batch.size());
      Progress progress = store.advance(connection, from, step, 0);
      connection.commit();
      return progress;
    } catch (SQLException e) {
      connection.rollback();
      if (!SqlFailures.isOfTheEvent(e)) {
        throw e;
      }
      return oneByOne(connection, from, batch, upTo);
    }
  }

  private List<EventChange> changesOf(List<StoredEvent> batch) {
    List<EventChange> changes = new ArrayList<>();
    for (StoredEvent event : batch) {
      for (RowChange change : projector.changes(event)) {
        changes.add(new EventChange(event, change));
      }
    }
    return changes;
  }

  /** Slow, and exact about which event is to blame. */
  private Progress oneByOne(
      Connection connection, Progress from, List<StoredEvent> batch, long upTo)
      throws SQLException {
    Progress progress = from;
    for (int begin = 0; begin < batch.size(); begin += ONE_BY_ONE) {
      List<StoredEvent> some = batch.subList(begin, Math.min(batch.size(), begin + ONE_BY_ONE));
      boolean isLast = begin + ONE_BY_ONE >= batch.size();
      long reached = isLast ? upTo : some.getLast().position();
      progress =
          taker.take(connection, progress, some, new Step(reached, Instant.now(), some.size()));
    }
    if (batch.isEmpty()) {
      progress = store.advance(connection, from, new Step(upTo, Instant.now(), 0), 0);
      connection.commit();
    }
    return progress;
  }
}
