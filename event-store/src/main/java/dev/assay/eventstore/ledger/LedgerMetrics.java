package dev.assay.eventstore.ledger;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** What the ledger tells the operators. */
public final class LedgerMetrics {
  private final AtomicLong size = new AtomicLong();
  private final AtomicLong refusing = new AtomicLong();
  private final Timer lag;
  private final Timer publishLag;
  private final Counter publishingFailures;

  public LedgerMetrics(MeterRegistry registry) {
    gauge(registry, "assay.ledger.size", size, "Entries of the global tree that are published");
    gauge(registry, "assay.ledger.refusing", refusing, "1 while nothing is ordered or signed here");
    lag =
        timer(registry, "assay.ledger.checkpoint.lag")
            .description(
                "From the recording of the oldest event of a batch to its signed checkpoint")
            .register(registry);
    publishLag =
        timer(registry, "assay.ledger.publish.lag")
            .description("From the signing of a checkpoint to its publication")
            .register(registry);
    publishingFailures =
        Counter.builder("assay.ledger.publishing.failures")
            .description("Checkpoints that could not be published at the first try")
            .register(registry);
  }

  private static Timer.Builder timer(MeterRegistry registry, String name) {
    return Timer.builder(name).publishPercentiles(0.5, 0.99);
  }

  private static void gauge(MeterRegistry registry, String name, AtomicLong value, String text) {
    Gauge.builder(name, value, AtomicLong::get).description(text).register(registry);
  }

  /** A batch was committed whose oldest event was recorded at this time, by the writer's clock. */
  public void signed(Instant oldest) {
    lag.record(positive(Duration.between(oldest, Instant.now())));
  }

  public void published(long treeSize, Instant signedAt) {
    size.set(treeSize);
    publishLag.record(positive(Duration.between(signedAt, Instant.now())));
  }

  public void publishingFailed() {
    publishingFailures.increment();
  }

  public void refusing(boolean now) {
    refusing.set(now ? 1 : 0);
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
