package dev.assay.projections.runner;

import dev.assay.eventstore.letters.Cause;
import dev.assay.eventstore.letters.Letter;
import dev.assay.eventstore.letters.Letter.Retry;
import dev.assay.eventstore.letters.LetterTable;
import dev.assay.eventstore.letters.LetterWork;
import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ModelBuild;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Tries the dead letters of one build again that an operator wants tried. It runs on the thread and
 * the connection that take in events, so that none of the same aggregate can overtake a letter, and
 * reads the event from the record as it is now: upcast by this program, erased where it is erased.
 */
final class LetterRetry {
  private static final Logger LOG = LoggerFactory.getLogger(LetterRetry.class);

  /** Letters at one go; new events wait for no longer. */
  private static final int MOST = 100;

  private final Projector projector;
  private final ModelBuild build;
  private final EventSource events;
  private final RowWriter writer;

  LetterRetry(Projector projector, ModelBuild build, EventSource events) {
    this.projector = projector;
    this.build = build;
    this.events = events;
    this.writer = new RowWriter(build);
  }

  /** Answers whether there may be more to do at once. */
  boolean tryWanted(Connection connection) throws SQLException {
    LetterWork letters =
        new LetterWork(
            LetterTable.PROJECTION,
            new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
    for (int i = 0; i < MOST; i++) {
      Optional<Letter> next =
          letters.nextWanted(build.model().name(), build.model().version(), build.build());
      Retry wanted = next.isEmpty() ? null : letters.claim(next.get().letterId());
      if (wanted == null) {
        connection.rollback();
        return false;
      }
      tryOne(connection, letters, next.orElseThrow(), wanted);
    }
    return true;
  }

  private void tryOne(Connection connection, LetterWork letters, Letter letter, Retry wanted)
      throws SQLException {
    try {
      writer.write(connection, changesOf(letter));
      letters.resolved(letter, wanted);
      connection.commit();
      LOG.info("Projection {} took in its dead letter at {}", build, letter.position());
    } catch (SQLException e) {
      connection.rollback();
      if (!SqlFailures.isOfTheEvent(e)) {
        throw e;
      }
      failed(connection, letters, letter, Cause.of(e));
    } catch (EventFailure e) {
      connection.rollback();
      failed(connection, letters, letter, Cause.of(e.why()));
    }
  }

  private static void failed(Connection connection, LetterWork letters, Letter letter, Cause cause)
      throws SQLException {
    letters.failedAgain(letter, cause);
    connection.commit();
    LOG.warn(
        "The dead letter of {} at {} failed again: {} ({})",
        letter.name(),
        letter.position(),
        cause.className(),
        cause.message());
  }

  private List<EventChange> changesOf(Letter letter) throws EventFailure {
    StoredEvent event = events.after(letter.position() - 1, 1).getFirst();
    if (!event.id().equals(letter.eventId())) {
      throw new IllegalStateException(
          "Expected event %s at position %d, but there is %s"
              .formatted(letter.eventId(), letter.position(), event.id()));
    }
    return EventFailure.changesOf(projector, event);
  }
}
