package dev.assay.eventstore.ledger.witness;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What one witness does, for the operators. */
final class WitnessMetrics {
  private final AtomicLong size = new AtomicLong();
  private final AtomicReference<Instant> upToDate = new AtomicReference<>(Instant.now());
  private final Counter failures;

  WitnessMetrics(MeterRegistry registry, String witness) {
    Gauge.builder("assay.ledger.witness.size", size, AtomicLong::get)
        .description("Entries of the largest checkpoint that the witness has cosigned")
        .tag("witness", witness)
        .register(registry);
    Gauge.builder("assay.ledger.witness.age", upToDate, WitnessMetrics::age)
        .baseUnit("seconds")
        .description("Since the witness had last cosigned the newest published checkpoint")
        .tag("witness", witness)
        .register(registry);
    failures =
        Counter.builder("assay.ledger.witness.failures")
            .description("Requests after which the newest checkpoint was not cosigned")
            .tag("witness", witness)
            .register(registry);
  }

  private static double age(AtomicReference<Instant> since) {
    return Duration.between(since.get(), Instant.now()).toMillis() / 1e3;
  }

  void cosigned(long treeSize) {
    size.set(treeSize);
    upToDate.set(Instant.now());
  }

  void failed() {
    failures.increment();
  }
}
