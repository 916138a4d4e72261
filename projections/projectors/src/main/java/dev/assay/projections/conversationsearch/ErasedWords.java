package dev.assay.projections.conversationsearch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes away the marks of erased persons' words, again and again: a process that still remembers
 * their keys may write some for a minute after the erasure.
 */
public final class ErasedWords implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ErasedWords.class);

  private final JdbcTemplate jdbc;
  private final Duration pause;
  private volatile CountDownLatch stopped = new CountDownLatch(0);

  /**
   * @param jdbc of the processor role
   */
  public ErasedWords(JdbcTemplate jdbc, Duration pause) {
    this.jdbc = jdbc;
    this.pause = pause;
  }

  /** Answers of how many texts. */
  public long forget() {
    Long forgotten = jdbc.queryForObject("SELECT read_model.forget_words()", Long.class);
    return forgotten == null ? 0 : forgotten;
  }

  @Override
  public void start() {
    CountDownLatch stop = new CountDownLatch(1);
    stopped = stop;
    Thread.ofVirtual().name("erased-words").start(() -> run(stop));
  }

  private void run(CountDownLatch stop) {
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          forget();
        } catch (DataAccessException e) {
          LOG.warn("Words of erased persons are forgotten later: {}", e.getClass().getSimpleName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }
}
