package dev.assay.sagas;

import dev.assay.api.CommandRejected;
import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.envelope.MetadataKeys;
import dev.assay.api.id.Uuids;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/**
 * Carries out steps because of a message: under its envelope, and with command ids derived from the
 * event behind it, so that a step carried out twice has its effect once.
 */
public final class Courier {
  private final CommandSender sender;
  private final DeadlineManager deadlines;

  public Courier(CommandSender sender, DeadlineManager deadlines) {
    this.sender = sender;
    this.deadlines = deadlines;
  }

  /** The id of the event that is behind a message; a deadline remembers who asked for it. */
  public static UUID eventIdOf(EventMessage<?> cause) {
    return UUID.fromString(String.valueOf(envelope(cause).get(MetadataKeys.CAUSATION_ID)));
  }

  /**
   * The id of a command that a process sends because of an event.
   *
   * @param process the simple name of its saga
   */
  static UUID commandId(UUID cause, String process, String label) {
    return Uuids.derived(cause, process, label);
  }

  /** Null when done, else why the command was refused. */
  @Nullable CommandRejected send(
      String process, EventMessage<?> cause, String label, Object command) {
    Map<String, Object> metadata = new HashMap<>(envelope(cause));
    UUID commandId = commandId(eventIdOf(cause), process, label);
    metadata.put(MetadataKeys.COMMAND_ID, commandId.toString());
    return sender.send(command, metadata);
  }

  /** Answers the handle by which the reminder can be cancelled. */
  String remind(EventMessage<?> cause, String name, String detail, Duration after) {
    return deadlines.schedule(after, name, new GenericMessage<>(detail, envelope(cause)));
  }

  String remind(EventMessage<?> cause, String name, String detail, Instant at) {
    return deadlines.schedule(at, name, new GenericMessage<>(detail, envelope(cause)));
  }

  void forget(String name, String handle) {
    deadlines.cancelSchedule(name, handle);
  }

  private static Map<String, ?> envelope(EventMessage<?> cause) {
    return cause instanceof DeadlineMessage<?>
        ? cause.getMetaData()
        : EnvelopeCorrelation.causedBy(cause);
  }
}
