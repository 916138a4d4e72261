package dev.assay.sagas;

import org.jspecify.annotations.Nullable;

/**
 * A command was neither done nor refused: no answer in time, no connection, a fault. The event that
 * caused it will be handled again, which is safe because the command keeps its id.
 */
public final class CommandNotDone extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandNotDone(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
