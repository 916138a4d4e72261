package dev.assay.replay.engine;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** Axon's event store on the events of a replay. Nobody follows them. */
final class MemoryEventStore extends AbstractEventStore {
  private MemoryEventStore(Builder builder) {
    super(builder);
  }

  static MemoryEventStore on(EventStorageEngine engine) {
    Builder builder = new Builder();
    builder.storageEngine(engine);
    return new MemoryEventStore(builder);
  }

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
    throw new UnsupportedOperationException("Nobody follows a replay");
  }

  private static final class Builder extends AbstractEventStore.Builder {}
}
