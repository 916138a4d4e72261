package dev.assay.query.jobs;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * A thread that goes its rounds: looks for jobs, does those that there are, and rests until it is
 * nudged or a pause is over. A round that fails is gone again.
 */
public abstract class Rounds implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration LAST_BREATH = Duration.ofSeconds(5);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(1);

  private final String name;
  private final Duration pause;
  private final Semaphore nudges = new Semaphore(0);
  private volatile @Nullable Thread thread;

  /**
   * @param name of the thread, which says what the jobs are
   * @param pause between two looks for what other processes have left
   */
  protected Rounds(String name, Duration pause) {
    this.name = name;
    this.pause = pause;
  }

  /** Does the jobs that there are, as long as it {@link #goesOn}. */
  protected abstract void round() throws IOException, InterruptedException;

  /** Whether the round that is under way may go on: false where the server stops. */
  protected final boolean goesOn() {
    return thread == Thread.currentThread();
  }

  /** There is something to do. */
  public final void nudge() {
    nudges.release();
  }

  @Override
  public final synchronized void start() {
    // Known before it runs: it ends as soon as it is not the one that is known.
    Thread started = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    thread = started;
    started.start();
  }

  @Override
  public final synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
      try {
        running.join(LAST_BREATH);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public final boolean isRunning() {
    return thread != null;
  }

  private void run() {
    try {
      while (goesOn()) {
        boolean well = roundEndedWell();
        Duration rest = well || pause.compareTo(AFTER_A_FAILURE) > 0 ? pause : AFTER_A_FAILURE;
        if (nudges.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
          nudges.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean roundEndedWell() throws InterruptedException {
    try {
      round();
      return true;
    } catch (RuntimeException | IOException e) {
      if (goesOn()) {
        LOG.warn("A round of {} failed; the next one tries again", name, e);
      }
      return false;
    }
  }
}
