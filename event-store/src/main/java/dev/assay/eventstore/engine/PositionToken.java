package dev.assay.eventstore.engine;

import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.reader.StoredEvent;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.GenericMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/** Between positions of the record and Axon's tokens. */
final class PositionToken {
  private PositionToken() {}

  /**
   * The position that a token has reached; null is before the first event. Throws {@link
   * IllegalArgumentException} for the token of another event store.
   */
  static long positionOf(@Nullable TrackingToken token) {
    if (token == null) {
      return 0;
    }
    if (token instanceof GlobalSequenceTrackingToken position) {
      return position.getGlobalIndex();
    }
    throw new IllegalArgumentException(
        "Expected a token of this event store, but got "
            + token
            + "; a token of another store must be deleted before its processor starts");
  }

  /** For those who decide: process managers. */
  static TrackedEventMessage<?> opened(StoredEvent event) {
    return tracked(event, new OpenedPayload(event));
  }

  /** The same, but one that this build cannot read comes as an {@link UnreadableEvent}. */
  static TrackedEventMessage<?> openedOrUnreadable(StoredEvent event) {
    try {
      return opened(event);
    } catch (UnknownEventException e) {
      return tracked(
          event,
          new GenericMessage<>(
              event.id().toString(),
              new UnreadableEvent(event.type(), e),
              MetaData.from(event.metadata())));
    }
  }

  /** For those who keep what they read. */
  static TrackedEventMessage<?> asStored(StoredEvent event) {
    return tracked(
        event,
        new GenericMessage<>(
            event.id().toString(), event.event(), MetaData.from(event.metadata())));
  }

  private static TrackedEventMessage<?> tracked(StoredEvent event, Message<?> message) {
    return new GenericTrackedDomainEventMessage<>(
        new GlobalSequenceTrackingToken(event.position()),
        event.aggregateType(),
        event.aggregateId().toString(),
        event.sequence(),
        message,
        event::recordedAt);
  }
}
