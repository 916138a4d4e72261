package dev.assay.sinks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** How one sink does, for operators. */
final class SinkMetrics {
  private final AtomicLong position = new AtomicLong();
  private final AtomicLong behind = new AtomicLong();
  private final Counter taken;
  private final Counter failures;

  SinkMetrics(MeterRegistry registry, String sink) {
    Gauge.builder("assay.sink.position", position, AtomicLong::get)
        .tag("sink", sink)
        .description("The sink has taken everything up to here")
        .register(registry);
    Gauge.builder("assay.sink.lag.events", behind, AtomicLong::get)
        .tag("sink", sink)
        .description("Events that the sink has not taken")
        .register(registry);
    taken =
        Counter.builder("assay.sink.events")
            .tag("sink", sink)
            .description("Events handed to the sink, those that came again included")
            .register(registry);
    failures =
        Counter.builder("assay.sink.failures")
            .tag("sink", sink)
            .description("Times that the sink did not take events")
            .register(registry);
  }

  void took(int events, long upTo, long head) {
    taken.increment(events);
    position.set(upTo);
    behind.set(Math.max(0, head - upTo));
  }

  void failed(long head) {
    failures.increment();
    behind.set(Math.max(0, head - position.get()));
  }
}
