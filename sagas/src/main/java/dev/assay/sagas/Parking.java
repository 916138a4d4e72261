package dev.assay.sagas;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;

/** What becomes of events that a process manager cannot handle: the event store keeps them. */
public interface Parking {
  /** The record, with a stand-in for each event that this program cannot read. */
  StreamableMessageSource<TrackedEventMessage<?>> source(EventStore store);

  /** What is called instead of the sagas, and calls them. */
  EventHandlerInvoker around(String processManager, EventHandlerInvoker sagas);
}
