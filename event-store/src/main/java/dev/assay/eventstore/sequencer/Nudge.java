package dev.assay.eventstore.sequencer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one waiting thread. Giving a nudge is cheap, since every append of this process gives one.
 */
final class Nudge {
  private final AtomicBoolean given = new AtomicBoolean();
  private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

  void give() {
    if (!given.getAndSet(true)) {
      LockSupport.unpark(waiting.get());
    }
  }

  /** Returns when nudged since the last call, when the time is over, or when interrupted. */
  void await(Duration atMost) {
    waiting.set(Thread.currentThread());
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!given.get() && !Thread.currentThread().isInterrupted()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        break;
      }
      LockSupport.parkNanos(this, left);
    }
    given.set(false);
  }
}
