package dev.assay.eventstore.sequencer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What the sequencer tells the operators. */
final class SequencerMetrics {
  private final AtomicLong epoch = new AtomicLong();
  private final AtomicLong position = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong horizonAgeMillis = new AtomicLong();
  private final DistributionSummary batch;
  private final Counter failures;

  SequencerMetrics(MeterRegistry registry) {
    gauge(registry, "assay.sequencer.epoch", epoch, "The epoch led here; 0 when another leads");
    gauge(registry, "assay.sequencer.position", position, "The highest position given out here");
    gauge(registry, "assay.sequencer.lag", waiting, "Committed events without a position");
    Gauge.builder("assay.sequencer.horizon.age", horizonAgeMillis, age -> age.get() / 1e3)
        .baseUnit("seconds")
        .description(
            "How long an open writing transaction has kept committed events from being ordered")
        .register(registry);
    batch =
        DistributionSummary.builder("assay.sequencer.batch")
            .baseUnit("events")
            .description("Events that one transaction ordered")
            .register(registry);
    failures =
        Counter.builder("assay.sequencer.failures")
            .description("Failures after which the sequencer began anew")
            .register(registry);
  }

  private static void gauge(MeterRegistry registry, String name, AtomicLong value, String text) {
    Gauge.builder(name, value, AtomicLong::get).description(text).register(registry);
  }

  void leads(long inEpoch, long atPosition) {
    epoch.set(inEpoch);
    position.set(atPosition);
  }

  void ordered(int events, long head) {
    batch.record(events);
    position.set(head);
  }

  void observed(long eventsWaiting, long horizonAge) {
    waiting.set(eventsWaiting);
    horizonAgeMillis.set(horizonAge);
  }

  void failed() {
    failures.increment();
  }
}
