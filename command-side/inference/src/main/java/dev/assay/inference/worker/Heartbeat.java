package dev.assay.inference.worker;

import dev.assay.inference.queue.CallLeases;
import dev.assay.inference.queue.QueueDepth;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Prolongs the leases of all calls in flight with one statement for each beat, breaks off those
 * that are lost, and looks now and then how full the queue is.
 */
final class Heartbeat {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final int BEATS_PER_LOOK = 3;

  private final CallLeases leases;
  private final CallsInFlight calls;
  private final Duration interval;
  private final Counter losses;
  private final ScheduledExecutorService scheduler;
  private volatile QueueDepth depth = QueueDepth.EMPTY;
  private int beats;

  Heartbeat(CallLeases leases, CallsInFlight calls, Duration interval, MeterRegistry meters) {
    this.leases = leases;
    this.calls = calls;
    this.interval = interval;
    this.losses = meters.counter("work.lease.losses_total");
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("inference-heartbeat").factory());
  }

  void start() {
    var unused =
        scheduler.scheduleAtFixedRate(this::beat, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** No further beat begins; one that runs ends in its own time. */
  void stop() {
    scheduler.shutdown();
  }

  QueueDepth depth() {
    return depth;
  }

  private void beat() {
    try {
      prolong();
      if (beats++ % BEATS_PER_LOOK == 0) {
        depth = leases.depth();
      }
    } catch (DataAccessException e) {
      // The next beat may come in time; if none does, the calls are someone else's.
      log.warn("Could not prolong leases: {}", e.toString());
    } catch (RuntimeException e) {
      // A periodic task that throws is never run again.
      log.error("The heartbeat has a mistake", e);
    }
  }

  private void prolong() {
    Set<UUID> before = calls.leases();
    Set<UUID> lost = new HashSet<>(before);
    lost.removeAll(leases.renew(before));
    int brokenOff = calls.breakOff(lost);
    if (brokenOff > 0) {
      losses.increment(brokenOff);
      log.info("{} model calls were broken off: their leases are lost or they ended", brokenOff);
    }
  }
}
