package dev.assay.eventstore.removal;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks now and then for what is due, removes it and tells the record. Any process may do so. */
public final class RemovalJob implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RemovalJob.class);

  private final CiphertextRemoval removal;
  private final RecordedRemovals record;
  private final RemovalProperties properties;
  private final Counter texts;
  private final Counter failures;
  private @Nullable ScheduledExecutorService timer;
  private volatile @Nullable String trouble;

  public RemovalJob(
      CiphertextRemoval removal,
      RecordedRemovals record,
      RemovalProperties properties,
      MeterRegistry meters) {
    this.removal = removal;
    this.record = record;
    this.properties = properties;
    this.texts = meters.counter("assay.erasure.removed.texts");
    this.failures = meters.counter("assay.erasure.removal.failures");
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ciphertext-removal").factory());
    Duration every = properties.every();
    started.scheduleWithFixedDelay(
        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    timer = started;
  }

  /** Removes all that is due, as far as one look may go. */
  void look() {
    try {
      removeDue();
      trouble = null;
    } catch (RuntimeException e) {
      failures.increment();
      trouble = String.valueOf(e.getMessage());
      LOG.warn("Ciphertext of erased keys could not be removed; the next look tries again", e);
    }
  }

  private void removeDue() {
    for (int step = 0; step < properties.steps() && !Thread.interrupted(); step++) {
      Optional<Removal> done = removal.step();
      if (done.isEmpty()) {
        break;
      }
      if (done.get().finishedAt() != null) {
        texts.increment(done.get().texts());
      }
    }
    for (Removal ended : removal.unrecorded()) {
      record.append(ended);
      removal.recorded(ended.id());
      LOG.info(
          "Removed {} texts of {} erased keys from {} events",
          ended.texts(),
          ended.dataKeys(),
          ended.events());
    }
  }

  /** What kept the last look from coming to its end, if anything did. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}
