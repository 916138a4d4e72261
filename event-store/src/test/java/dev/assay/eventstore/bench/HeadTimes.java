package dev.assay.eventstore.bench;

import dev.assay.eventstore.reader.HeadSignal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** When the sequencer of this process had committed positions, and with them their checkpoint. */
final class HeadTimes implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final HeadSignal head;
  private final TreeMap<Long, Long> nanoTimeByPosition = new TreeMap<>();
  private final Thread thread;
  private volatile boolean stopped;

  HeadTimes(HeadSignal head) {
    this.head = head;
    this.thread = Thread.ofPlatform().start(this::follow);
  }

  private void follow() {
    long position = head.head();
    while (!stopped) {
      try {
        long now = head.awaitBeyond(position, LOOK);
        if (now > position) {
          nanoTimeByPosition.put(now, System.nanoTime());
          position = now;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Only after {@link #close}. The time at which a position was first covered. */
  long of(long position) {
    Map.Entry<Long, Long> covering = nanoTimeByPosition.ceilingEntry(position);
    if (covering == null) {
      throw new IllegalStateException("Expected position " + position + " to be ordered by now");
    }
    return covering.getValue();
  }

  /** How often the sequencer committed. */
  int batches() {
    return nanoTimeByPosition.size();
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.join();
  }
}
