package dev.assay.command.keys;

import dev.assay.eventstore.seal.KeysUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Looks after the keys: rotations, retention, and whether the key store agrees with the record. One
 * process of an installation does it at a time, the one that has the lock; where it dies, another
 * takes over within seconds and goes on where it was.
 */
final class KeyCaretaker implements SmartLifecycle {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(3);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(KeyCaretaker.class);

  private final DataSource keeper;
  private final RotationWork rotations;
  private final RetentionRun retention;
  private final KeyCheck check;
  private final RetentionWatch watch;
  private final RetentionProperties properties;
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /**
   * @param keeper unpooled, of the keeper role; one connection is kept while this process does the
   *     work
   */
  KeyCaretaker(
      DataSource keeper,
      RotationWork rotations,
      RetentionRun retention,
      KeyCheck check,
      RetentionWatch watch,
      RetentionProperties properties) {
    this.keeper = keeper;
    this.rotations = rotations;
    this.retention = retention;
    this.check = check;
    this.watch = watch;
    this.properties = properties;
  }

  /** There is something to do. */
  void nudge() {
    LockSupport.unpark(thread);
  }

  private void work() {
    while (running) {
      try (CaretakerLock lock = CaretakerLock.take(keeper.getConnection())) {
        if (lock != null) {
          care(lock);
        }
        LockSupport.parkNanos(UNTIL_ASKED_AGAIN.toNanos());
      } catch (SQLException | DataAccessException | KeysUnavailableException e) {
        troubled(e);
      } catch (RuntimeException e) {
        // The record may not take events for a while; or it is a fault of ours, which shows here.
        troubled(e);
      }
    }
    watch.leftToOthers();
  }

  private void care(CaretakerLock lock) {
    long nextCheck = System.nanoTime();
    while (running && lock.isHeld()) {
      if (System.nanoTime() - nextCheck >= 0) {
        check.run(() -> running && lock.isHeld());
        nextCheck = System.nanoTime() + properties.check().toNanos();
      }
      if (watch.isDue(properties.interval())) {
        retention.run(() -> running && lock.isHeld());
      }
      watch.look();
      if (!rotations.step()) {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
  }

  private void troubled(Exception cause) {
    watch.leftToOthers();
    if (!running) {
      return;
    }
    LOG.warn("Keys are not looked after; trying again: {}", cause.toString());
    LOG.debug("Keys are not looked after", cause);
    watch.failed(cause);
    LockSupport.parkNanos(AFTER_TROUBLE.toNanos());
  }

  @Override
  public void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("key-caretaker").start(this::work);
  }

  @Override
  public void stop() {
    running = false;
    Thread worker = thread;
    if (worker == null) {
      return;
    }
    LockSupport.unpark(worker);
    try {
      worker.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
