package dev.assay.eventstore.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.TrackedEventMessage;

/**
 * Reads an engine in passes, each to the end of what the engine shows. One thread reads, others may
 * wait for it.
 */
final class TrackingReader {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final EngineUnderTest engine;
  private final List<TrackedEventMessage<?>> delivered = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private long begun;
  private long ended;

  TrackingReader(EngineUnderTest engine) {
    this.engine = engine;
  }

  /** Answers whether anything came. */
  boolean readOn() throws InterruptedException {
    int before;
    synchronized (this) {
      begun++;
      before = delivered.size();
    }
    engine.readOn(this::take);
    synchronized (this) {
      ended++;
      notifyAll();
      return delivered.size() > before;
    }
  }

  private synchronized void take(TrackedEventMessage<?> event) {
    delivered.add(event);
    seen.add(event.getIdentifier());
    notifyAll();
  }

  /**
   * Waits until a committed event was delivered, or a pass that began after this call has ended
   * without it, because the engine holds it back.
   */
  synchronized void awaitChanceToSee(String event) throws InterruptedException {
    long chance = begun + 1;
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (!seen.contains(event) && ended < chance) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "Expected a pass over the record within " + LONGEST_WAIT + ", but it did not end");
      }
      wait(left);
    }
  }

  /** In the order in which they came. */
  synchronized List<TrackedEventMessage<?>> delivered() {
    return List.copyOf(delivered);
  }

  synchronized List<String> deliveredIds() {
    return delivered.stream().<String>map(TrackedEventMessage::getIdentifier).toList();
  }
}
