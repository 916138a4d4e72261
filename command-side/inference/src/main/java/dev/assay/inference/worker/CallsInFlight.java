package dev.assay.inference.worker;

import dev.assay.inference.queue.ClaimedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The calls that this process is busy with, by lease. */
final class CallsInFlight {
  private final Map<UUID, InFlight> byLease = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();

  int count() {
    return byLease.size();
  }

  /** Runs the work in a virtual thread of its own. */
  void begin(ClaimedCall call, Work work) {
    Thread thread =
        Thread.ofVirtual()
            .name("inference-" + call.requestId())
            .unstarted(() -> runAndForget(call, work));
    InFlight inFlight = new InFlight(call, thread);
    byLease.put(call.leaseId(), inFlight);
    inFlight.start();
  }

  private void runAndForget(ClaimedCall call, Work work) {
    InFlight inFlight = byLease.get(call.leaseId());
    try {
      if (inFlight != null) {
        work.on(inFlight);
      }
    } finally {
      byLease.remove(call.leaseId());
      lock.lock();
      try {
        ended.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  Set<UUID> leases() {
    return Set.copyOf(byLease.keySet());
  }

  /** Breaks off the calls of these leases. Returns how many were still being called. */
  int breakOff(Set<UUID> leases) {
    int broken = 0;
    for (UUID lease : leases) {
      InFlight inFlight = byLease.get(lease);
      if (inFlight != null && inFlight.breakOff()) {
        broken++;
      }
    }
    return broken;
  }

  List<InFlight> all() {
    return List.copyOf(byLease.values());
  }

  /** Waits until none is left. False where the time was over first. */
  boolean awaitNone(Duration atMost) throws InterruptedException {
    long left = atMost.toNanos();
    lock.lock();
    try {
      while (!byLease.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        // The map changes outside the lock: look again at least every 100 ms.
        long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(100));
        left -= slice - Math.max(0, ended.awaitNanos(slice));
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** What is done with a call in its thread. */
  interface Work {
    void on(InFlight inFlight);
  }
}
