package dev.assay.command.dispatch;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Sends a command again when another process appended to its aggregate in between. Nothing was
 * stored then, and the handler decides anew on what is there now. Any other failure is left to the
 * sender.
 */
public final class ConflictRetry implements RetryScheduler, AutoCloseable {
  static final int MAX_RETRIES = 6;
  private static final long FIRST_DELAY_MILLIS = 5;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("conflict-retry").factory());

  @Override
  @SuppressWarnings("rawtypes") // as Axon declares it
  public boolean scheduleRetry(
      CommandMessage command,
      RuntimeException lastFailure,
      List<Class<? extends Throwable>[]> failures,
      Runnable dispatch) {
    if (!(lastFailure instanceof ConcurrencyException) || failures.size() > MAX_RETRIES) {
      return false;
    }
    // Twice as long each time, and anywhere within it, so that rivals do not meet again.
    long most = FIRST_DELAY_MILLIS << failures.size();
    long delay = ThreadLocalRandom.current().nextLong(1, most + 1);
    timer.schedule(dispatch, delay, TimeUnit.MILLISECONDS);
    return true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
