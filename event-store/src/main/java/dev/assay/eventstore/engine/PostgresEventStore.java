package dev.assay.eventstore.engine;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.axonframework.common.Assert;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store. Unlike Axon's own, a nested unit of work (a command sent while an event is
 * handled, on a bus that runs it in the same thread) appends when it commits and not with its
 * parent: whoever sent the command then learns whether its events are stored.
 */
public final class PostgresEventStore extends AbstractEventStore {
  private static final String STAGED = PostgresEventStore.class.getName() + ".staged";

  private final EventSource events;
  private final HeadSignal head;

  private PostgresEventStore(Builder builder, EventSource events, HeadSignal head) {
    super(builder);
    this.events = events;
    this.head = head;
  }

  public static PostgresEventStore create(
      EventStorageEngine engine, EventSource events, HeadSignal head) {
    Builder builder = new Builder();
    builder.storageEngine(engine);
    return new PostgresEventStore(builder, events, head);
  }

  @Override
  public void publish(List<? extends EventMessage<?>> events) {
    if (!CurrentUnitOfWork.isStarted()) {
      super.publish(events);
      return;
    }
    UnitOfWork<?> unitOfWork = CurrentUnitOfWork.get();
    Assert.state(
        !unitOfWork.phase().isAfter(UnitOfWork.Phase.PREPARE_COMMIT),
        () -> "Expected to publish events before the unit of work commits, but it did already");
    staged(unitOfWork).addAll(events);
  }

  private List<EventMessage<?>> staged(UnitOfWork<?> unitOfWork) {
    return unitOfWork.getOrComputeResource(
        STAGED,
        key -> {
          List<EventMessage<?>> staged = new ArrayList<>();
          unitOfWork.onPrepareCommit(u -> appendAll(staged));
          return staged;
        });
  }

  /** In a loop, because what is told of an append may apply further events. */
  private void appendAll(List<EventMessage<?>> staged) {
    while (!staged.isEmpty()) {
      List<? extends EventMessage<?>> events = intercept(List.copyOf(staged));
      staged.clear();
      prepareCommit(events);
    }
  }

  @Override
  protected List<EventMessage<?>> queuedMessages() {
    List<EventMessage<?>> messages = new ArrayList<>();
    if (CurrentUnitOfWork.isStarted()) {
      collectStaged(CurrentUnitOfWork.get(), messages);
    }
    return messages;
  }

  private static void collectStaged(UnitOfWork<?> unitOfWork, List<EventMessage<?>> into) {
    unitOfWork.parent().ifPresent(parent -> collectStaged(parent, into));
    if (!unitOfWork.isRolledBack()) {
      into.addAll(unitOfWork.<List<EventMessage<?>>>getOrDefaultResource(STAGED, List.of()));
    }
  }

  /**
   * With texts opened, for those who decide. Whoever keeps what it reads takes {@link #asStored}.
   */
  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken trackingToken) {
    return new PositionStream(
        events, PositionToken::opened, head, PositionToken.positionOf(trackingToken));
  }

  /** The same events with their texts as they are stored, for those who keep what they read. */
  public static StreamableMessageSource<TrackedEventMessage<?>> asStored(EventStore store) {
    return new Source(ours(store), PositionToken::asStored);
  }

  /**
   * With texts opened; an event that this build cannot read comes as an {@link UnreadableEvent},
   * for those who park it and go on.
   */
  public static StreamableMessageSource<TrackedEventMessage<?>> orUnreadable(EventStore store) {
    return new Source(ours(store), PositionToken::openedOrUnreadable);
  }

  /** One event as {@link #orUnreadable} has it. */
  public static TrackedEventMessage<?> orUnreadable(StoredEvent event) {
    return PositionToken.openedOrUnreadable(event);
  }

  private static PostgresEventStore ours(EventStore store) {
    if (store instanceof PostgresEventStore ours) {
      return ours;
    }
    throw new IllegalArgumentException("Expected our event store, but got " + store.getClass());
  }

  private record Source(
      PostgresEventStore store, Function<StoredEvent, TrackedEventMessage<?>> message)
      implements StreamableMessageSource<TrackedEventMessage<?>> {
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(
        @Nullable TrackingToken trackingToken) {
      return new PositionStream(
          store.events, message, store.head, PositionToken.positionOf(trackingToken));
    }

    @Override
    public TrackingToken createTailToken() {
      return store.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
      return store.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
      return store.createTokenAt(dateTime);
    }
  }

  private static final class Builder extends AbstractEventStore.Builder {}
}
