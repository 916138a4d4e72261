package dev.assay.eventstore.tail;

import dev.assay.eventstore.reader.StoredEvent;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One watcher's view of a tenant's record from {@link #startPosition} on. */
public final class TailSubscription implements AutoCloseable {
  private static final int BUFFERED = 1_000;

  private final long startPosition;
  private final Runnable onClose;
  private final BlockingQueue<StoredEvent> events = new ArrayBlockingQueue<>(BUFFERED);
  private volatile boolean ended;

  TailSubscription(long startPosition, java.util.function.Consumer<TailSubscription> onClose) {
    this.startPosition = startPosition;
    this.onClose = () -> onClose.accept(this);
  }

  /** All events of the tenant beyond this global position are or will be here. */
  public long startPosition() {
    return startPosition;
  }

  /** The next event, or null where none came in time. */
  public @Nullable StoredEvent next(Duration atMost) throws InterruptedException {
    return events.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** True once nothing will follow what is still buffered: the watcher may come back and resume. */
  public boolean ended() {
    return ended && events.isEmpty();
  }

  /** A watcher that is too slow is let go rather than waited for. */
  void offer(StoredEvent event) {
    if (!ended && !events.offer(event)) {
      end();
    }
  }

  void end() {
    ended = true;
  }

  @Override
  public void close() {
    end();
    onClose.run();
  }
}
