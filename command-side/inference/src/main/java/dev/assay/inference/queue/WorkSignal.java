package dev.assay.inference.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the worker of this process when there may be something to claim. It is a hint: a lost wake
 * costs one polling interval, a needless one a cheap query.
 */
public final class WorkSignal {
  private final Semaphore permits = new Semaphore(0);

  public void wake() {
    // One waiting permit says all there is to say; more would only make the worker spin.
    if (permits.availablePermits() == 0) {
      permits.release();
    }
  }

  /** Waits for a wake, for one that came since the last wait, or until the time is over. */
  public void await(Duration atMost) throws InterruptedException {
    if (permits.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      permits.drainPermits();
    }
  }
}
