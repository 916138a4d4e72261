package dev.assay.projections.runner;

import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.reader.StoredEvent;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * An event that was not taken in.
 *
 * @param causeClass of the exception, or {@link #AFTER_ANOTHER}
 * @param causeMessage safe to show; null where the exception's own might quote the event
 */
record DeadLetter(StoredEvent event, String causeClass, @Nullable String causeMessage) {
  static final String AFTER_ANOTHER = "parked-after-another";

  static DeadLetter because(StoredEvent event, Exception cause) {
    return new DeadLetter(event, cause.getClass().getName(), safeMessage(cause));
  }

  /** Of an event whose aggregate has an earlier dead letter: order within it is kept. */
  static DeadLetter afterAnother(StoredEvent event) {
    return new DeadLetter(
        event, AFTER_ANOTHER, "An earlier event of the same aggregate is a dead letter");
  }

  private static @Nullable String safeMessage(Exception cause) {
    return switch (cause) {
      case UnknownEventException unknown -> unknown.getMessage();
      case SQLException sql -> "SQLSTATE " + sql.getSQLState();
      default -> null;
    };
  }
}
