package dev.assay.eventstore;

import dev.assay.api.AlreadyDone;
import java.util.UUID;

/**
 * The events of this command are in the record already, so nothing was appended. Whoever sent the
 * command again may treat it as done.
 */
public final class DuplicateCommandException extends RuntimeException implements AlreadyDone {
  private static final long serialVersionUID = 1L;

  private final UUID commandId;

  public DuplicateCommandException(UUID commandId, Throwable cause) {
    super("Expected a new command, but the events of " + commandId + " are stored already", cause);
    this.commandId = commandId;
  }

  public UUID commandId() {
    return commandId;
  }
}
