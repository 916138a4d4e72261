package dev.assay.eventstore.engine;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * Events by position for one consumer. Asks the database only when the head signal says that there
 * is more. An event that this build cannot read stops the stream: the consumer fails and tries
 * again.
 */
final class PositionStream implements BlockingStream<TrackedEventMessage<?>> {
  private static final int BATCH = 256;

  private final EventSource events;
  private final Function<StoredEvent, TrackedEventMessage<?>> message;
  private final HeadSignal head;
  private final Queue<StoredEvent> batch = new ArrayDeque<>();
  private long read;
  private @Nullable TrackedEventMessage<?> peeked;
  private HeadSignal.@Nullable Subscription subscription;

  /**
   * @param message how the consumer is to see an event
   */
  PositionStream(
      EventSource events,
      Function<StoredEvent, TrackedEventMessage<?>> message,
      HeadSignal head,
      long after) {
    this.events = events;
    this.message = message;
    this.head = head;
    this.read = after;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    return Optional.ofNullable(fetch());
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    if (fetch() != null) {
      return true;
    }
    if (timeout <= 0) {
      return false;
    }
    head.awaitBeyond(read, Duration.of(timeout, unit.toChronoUnit()));
    return fetch() != null;
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (true) {
      TrackedEventMessage<?> next = fetch();
      if (next != null) {
        peeked = null;
        return next;
      }
      head.awaitBeyond(read, Duration.ofSeconds(1));
    }
  }

  private @Nullable TrackedEventMessage<?> fetch() {
    if (peeked == null) {
      if (batch.isEmpty() && head.head() > read) {
        batch.addAll(events.after(read, BATCH));
      }
      StoredEvent next = batch.peek();
      if (next != null) {
        peeked = message.apply(next);
        batch.remove();
        read = next.position();
      }
    }
    return peeked;
  }

  @Override
  public boolean setOnAvailableCallback(Runnable callback) {
    close();
    subscription = head.subscribe(callback);
    return true;
  }

  @Override
  public void close() {
    HeadSignal.Subscription current = subscription;
    if (current != null) {
      current.close();
      subscription = null;
    }
  }
}
