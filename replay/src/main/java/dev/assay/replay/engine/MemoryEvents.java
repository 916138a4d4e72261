package dev.assay.replay.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** The events of one replay, by aggregate. What has been appended last can be taken back. */
final class MemoryEvents implements EventStorageEngine {
  private final Map<String, List<DomainEventMessage<?>>> byAggregate = new HashMap<>();
  private final List<DomainEventMessage<?>> appended = new ArrayList<>();

  @Override
  public void appendEvents(List<? extends EventMessage<?>> events) {
    for (EventMessage<?> event : events) {
      DomainEventMessage<?> message = (DomainEventMessage<?>) event;
      of(message.getAggregateIdentifier()).add(message);
      appended.add(message);
    }
  }

  /** What was appended since it was asked last. */
  List<DomainEventMessage<?>> takeAppended() {
    List<DomainEventMessage<?>> taken = List.copyOf(appended);
    appended.clear();
    return taken;
  }

  /** As if these, the last of their aggregate, had not been appended. */
  void forget(List<DomainEventMessage<?>> events) {
    for (DomainEventMessage<?> event : events.reversed()) {
      of(event.getAggregateIdentifier()).removeLast();
    }
  }

  @Override
  public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
    List<DomainEventMessage<?>> events = of(aggregateIdentifier);
    int from = (int) Math.min(firstSequenceNumber, events.size());
    return DomainEventStream.of(List.copyOf(events.subList(from, events.size())));
  }

  @Override
  public Stream<? extends TrackedEventMessage<?>> readEvents(
      @Nullable TrackingToken trackingToken, boolean mayBlock) {
    throw new UnsupportedOperationException("Nobody follows a replay");
  }

  @Override
  public void storeSnapshot(DomainEventMessage<?> snapshot) {
    throw new UnsupportedOperationException("A replay keeps no snapshot");
  }

  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
    return Optional.empty();
  }

  private List<DomainEventMessage<?>> of(String aggregateIdentifier) {
    return byAggregate.computeIfAbsent(aggregateIdentifier, id -> new ArrayList<>());
  }
}
