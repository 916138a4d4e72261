package dev.assay.eventstore.letters;

import dev.assay.api.event.UnknownEventException;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an event could not be handled, without a word of the event: messages of exceptions may quote
 * it, their classes do not.
 *
 * @param className of the exception, or {@link #AFTER_ANOTHER}
 */
public record Cause(String className, @Nullable String message) {
  public static final String AFTER_ANOTHER = "parked-after-another";
  private static final int MOST_CAUSES = 10;
  private static final int MOST_CHARACTERS = 500;

  public Cause {
    className = bounded(className);
    message = message == null ? null : bounded(message);
  }

  /** Nothing is wrong with the event itself as far as anybody knows. */
  public static Cause afterAnother() {
    return new Cause(AFTER_ANOTHER, "An earlier event of the same sequence is a dead letter");
  }

  public static Cause of(Throwable failure) {
    return new Cause(failure.getClass().getName(), safeMessage(failure));
  }

  private static @Nullable String safeMessage(Throwable failure) {
    Set<String> because = new LinkedHashSet<>();
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      if (cause instanceof UnknownEventException unknown) {
        return unknown.getMessage();
      }
      if (cause instanceof SQLException sql) {
        return "SQLSTATE " + sql.getSQLState();
      }
      because.add(cause.getClass().getName());
    }
    because.remove(failure.getClass().getName());
    return because.isEmpty() ? null : "because of " + String.join(", ", because);
  }

  private static String bounded(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
