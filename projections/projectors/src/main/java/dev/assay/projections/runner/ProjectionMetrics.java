package dev.assay.projections.runner;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is measured of one projection, tags {@code projection} and {@code build}: live, next or
 * previous. Gauges are 0 in a process that does not own it.
 */
final class ProjectionMetrics {
  private final AtomicLong position = new AtomicLong();
  private final AtomicLong lagEvents = new AtomicLong();
  private final AtomicLong lagMillis = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private final Counter events;
  private final Counter parked;
  private final Counter failures;
  private final Timer writes;

  ProjectionMetrics(MeterRegistry registry, String projection, String build) {
    Tags tags = Tags.of("projection", projection, "build", build);
    gauge(registry, tags, "assay.projection.position", "events", position);
    gauge(registry, tags, "assay.projection.lag.events", "events", lagEvents);
    gauge(registry, tags, "assay.projection.lag", "ms", lagMillis);
    gauge(registry, tags, "assay.projection.dead.letters", "events", deadLetters);
    events = Counter.builder("assay.projection.events").tags(tags).register(registry);
    parked = Counter.builder("assay.projection.parked").tags(tags).register(registry);
    failures = Counter.builder("assay.projection.failures").tags(tags).register(registry);
    writes = Timer.builder("assay.projection.write").tags(tags).register(registry);
  }

  private static void gauge(
      MeterRegistry registry, Tags tags, String name, String unit, AtomicLong value) {
    Gauge.builder(name, value, AtomicLong::get).tags(tags).baseUnit(unit).register(registry);
  }

  /** The state after a batch, or after there was nothing to do. */
  void at(PositionStore.Progress progress, long head, long oldestPendingMillis) {
    position.set(progress.position());
    deadLetters.set(progress.deadLetters());
    lagEvents.set(Math.max(0, head - progress.position()));
    lagMillis.set(head > progress.position() ? Math.max(0, oldestPendingMillis) : 0);
  }

  void wrote(int batch, long parkedNow, Duration took) {
    events.increment(batch);
    parked.increment(parkedNow);
    writes.record(took);
  }

  long lagMillis() {
    return lagMillis.get();
  }

  void failed() {
    failures.increment();
  }

  void notOwner() {
    position.set(0);
    lagEvents.set(0);
    lagMillis.set(0);
    deadLetters.set(0);
  }
}
