package dev.assay.command.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Forgets old answers now and then. Several processes may do so at once. */
public final class IdempotencyCleaning implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(IdempotencyCleaning.class);

  private final IdempotencyStore store;
  private final Duration every;
  private @Nullable ScheduledExecutorService timer;

  public IdempotencyCleaning(IdempotencyStore store, Duration every) {
    this.store = store;
    this.every = every;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("idempotency-cleaning").factory());
    long millis = every.toMillis();
    started.scheduleWithFixedDelay(this::clean, millis, millis, TimeUnit.MILLISECONDS);
    timer = started;
  }

  private void clean() {
    try {
      int forgotten = store.clean();
      LOG.debug("Forgot {} requests with idempotency keys", forgotten);
    } catch (DataAccessException e) {
      LOG.warn("Old idempotency keys could not be forgotten; the next round tries again", e);
    }
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
