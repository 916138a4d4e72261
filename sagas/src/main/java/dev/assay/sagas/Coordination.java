package dev.assay.sagas;

import dev.assay.api.CommandRejected;
import dev.assay.api.event.DomainEvent;
import java.util.UUID;

/**
 * A process manager without its machinery: an immutable value that is told what happened and
 * answers with its next value and what is to be done. It reads no clock, makes no random id and
 * throws for no event; an event that does not concern it, or that it has seen, changes nothing.
 *
 * @param <P> the process itself
 */
public interface Coordination<P extends Coordination<P>> {
  /**
   * @param eventId from which ids of what is started are derived, so that they are the same when
   *     the event is handled again
   */
  Decision<P> on(UUID eventId, DomainEvent event);

  /** A reminder came; its name and detail are those it was asked with. */
  Decision<P> onDeadline(String name, String detail);

  /** A command that this process sent was refused for good. */
  Decision<P> onRefusal(Object command, CommandRejected why);
}
