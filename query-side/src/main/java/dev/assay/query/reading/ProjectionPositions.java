package dev.assay.query.reading;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Waits for read models. However many wait, one of them asks the database at most every 10 ms for
 * all. Thread-safe; holds no thread of its own.
 */
public final class ProjectionPositions {
  private static final long POLL_NANOS = Duration.ofMillis(10).toNanos();

  private final JdbcTemplate jdbc;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private volatile Map<String, Long> known = Map.of();
  private long nextPoll = System.nanoTime();

  /**
   * @param jdbc of the reader role; positions are no tenant's
   */
  public ProjectionPositions(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** True once all of these read models have taken in everything up to {@code position}. */
  public boolean await(Collection<String> readModels, long position, Duration atMost)
      throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!reached(readModels, position)) {
      pollIfDue();
      if (reached(readModels, position)) {
        return true;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      awaitPoll(Math.min(left, POLL_NANOS));
    }
    return true;
  }

  private boolean reached(Collection<String> readModels, long position) {
    return readModels.stream().allMatch(name -> known.getOrDefault(name, 0L) >= position);
  }

  private void pollIfDue() {
    lock.lock();
    try {
      long now = System.nanoTime();
      if (now - nextPoll < 0) {
        return;
      }
      nextPoll = now + POLL_NANOS;
    } finally {
      lock.unlock();
    }
    known = read();
    lock.lock();
    try {
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Map<String, Long> read() {
    Map<String, Long> positions = new HashMap<>();
    jdbc.query(
        """
        SELECT projection, position FROM read_model.projection_position
        JOIN read_model.projection_build b USING (projection, version, build)
        WHERE b.state = 'LIVE'
        """,
        row -> {
          positions.put(row.getString(1), row.getLong(2));
        });
    return positions;
  }

  private void awaitPoll(long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      asked.await(nanos, TimeUnit.NANOSECONDS);
    } finally {
      lock.unlock();
    }
  }
}
