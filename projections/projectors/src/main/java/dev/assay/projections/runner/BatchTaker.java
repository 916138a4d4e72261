package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.ReadModel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in one batch in one transaction: rows, dead letters and position are stored together or not
 * at all.
 */
final class BatchTaker {
  private static final Logger LOG = LoggerFactory.getLogger(BatchTaker.class);

  private final Projector projector;
  private final ReadModel model;
  private final PositionStore store;
  private final DeadLetterStore letterStore;
  private final RowWriter writer;

  BatchTaker(Projector projector, ModelBuild build, PositionStore store) {
    this.projector = projector;
    this.model = projector.readModel();
    this.store = store;
    this.letterStore = new DeadLetterStore(build);
    this.writer = new RowWriter(build);
  }

  /**
   * Answers the progress after the batch. Throws {@link SQLException} where the database and not an
   * event is the cause; then nothing is stored.
   */
  PositionStore.Progress take(
      Connection connection, PositionStore.Progress from, List<StoredEvent> batch)
      throws SQLException {
    List<StoredEvent> ours =
        batch.stream().filter(event -> model.takesIn(event.aggregateType())).toList();
    StoredEvent last = batch.getLast();
    return take(
        connection,
        from,
        ours,
        new PositionStore.Step(last.position(), last.recordedAt(), ours.size()));
  }

  /** The same for events that are all of this read model's business, up to a position. */
  PositionStore.Progress take(
      Connection connection,
      PositionStore.Progress from,
      List<StoredEvent> ours,
      PositionStore.Step to)
      throws SQLException {
    try {
      return take(connection, from, to, ours, false);
    } catch (SQLException e) {
      connection.rollback();
      if (!SqlFailures.isOfTheEvent(e)) {
        throw e;
      }
      // Some event of the batch cannot be stored: find it, one event at a time.
      return take(connection, from, to, ours, true);
    }
  }

  private PositionStore.Progress take(
      Connection connection,
      PositionStore.Progress from,
      PositionStore.Step to,
      List<StoredEvent> events,
      boolean oneByOne)
      throws SQLException {
    Set<Sequence> parked = parkedBefore(connection, from, events);
    List<DeadLetter> letters = new ArrayList<>();
    List<EventChange> changes = new ArrayList<>();
    for (StoredEvent event : events) {
      if (parked.contains(Sequence.of(event))) {
        letters.add(DeadLetter.afterAnother(event));
        continue;
      }
      try {
        List<EventChange> made = EventFailure.changesOf(projector, event);
        if (oneByOne) {
          writeAlone(connection, made);
        } else {
          changes.addAll(made);
        }
      } catch (EventFailure failure) {
        parked.add(Sequence.of(event));
        letters.add(parked(event, failure.why()));
      }
    }
    writer.writeTogether(connection, changes);
    long newLetters = letters.isEmpty() ? 0 : letterStore.park(connection, letters);
    PositionStore.Progress progress = store.advance(connection, from, to, newLetters);
    connection.commit();
    return progress;
  }

  private DeadLetter parked(StoredEvent event, Exception why) {
    DeadLetter letter = DeadLetter.because(event, why);
    // Not the exception itself: its message may quote the event.
    LOG.warn(
        "Parked {} as a dead letter of projection {}: {} ({}) at {}",
        event,
        model.name(),
        letter.cause().className(),
        letter.cause().message(),
        why.getStackTrace().length == 0 ? "unknown" : why.getStackTrace()[0]);
    return letter;
  }

  private Set<Sequence> parkedBefore(
      Connection connection, PositionStore.Progress from, List<StoredEvent> events)
      throws SQLException {
    if (from.deadLetters() == 0 || events.isEmpty()) {
      return new HashSet<>();
    }
    Set<UUID> aggregates = new HashSet<>();
    events.forEach(event -> aggregates.add(event.aggregateId()));
    return letterStore.parkedAmong(connection, aggregates);
  }

  private void writeAlone(Connection connection, List<EventChange> changes)
      throws SQLException, EventFailure {
    Savepoint before = connection.setSavepoint();
    try {
      writer.write(connection, changes);
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (!SqlFailures.isOfTheEvent(e)) {
        throw e;
      }
      connection.rollback(before);
      throw new EventFailure(e);
    }
  }
}
