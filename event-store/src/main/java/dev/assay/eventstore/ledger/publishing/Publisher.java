package dev.assay.eventstore.ledger.publishing;

import dev.assay.eventstore.ledger.LedgerMetrics;
import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes committed checkpoints: the newest goes to the file first, and only then may anybody
 * read it. So whatever was shown is on disk outside of the database. Runs beside the sequencer, so
 * that ordering waits for no disk; also where another process leads, so that this one's file keeps
 * up.
 */
final class Publisher {
  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(5);

  private static final String NEWEST =
      """
      SELECT o.number, o.origin, c.tree_size, c.root_hash, c.signatures, c.signed_at
      FROM event_store.checkpoints c JOIN event_store.ledger_origins o ON o.number = c.origin
      WHERE c.tree = ? ORDER BY c.origin DESC, c.tree_size DESC LIMIT 1
      """;
  private static final String PUBLISH =
      """
      UPDATE event_store.ledger_status
      SET published_origin = ?, published_size = ?, published_at = clock_timestamp()
      WHERE (published_origin, published_size) < (?, ?)
      """;

  private record Newest(
      int number, Checkpoint checkpoint, String signatures, OffsetDateTime signedAt) {
    Note note() {
      return Note.parse(checkpoint.body() + "\n" + signatures);
    }
  }

  private final DataSource dataSource;
  private final PublishedMark mark;
  private final Duration pause;
  private final LedgerMetrics metrics;
  private final Semaphore work = new Semaphore(0);
  private volatile @Nullable Thread thread;
  private @Nullable Checkpoint last; // of the publisher's own thread

  Publisher(DataSource dataSource, PublishedMark mark, Duration pause, LedgerMetrics metrics) {
    this.dataSource = dataSource;
    this.mark = mark;
    this.pause = pause;
    this.metrics = metrics;
  }

  void nudge() {
    if (work.availablePermits() == 0) {
      work.release();
    }
  }

  synchronized void start() {
    if (thread == null) {
      Thread started = Thread.ofPlatform().name("ledger-publisher").daemon().unstarted(this::run);
      thread = started;
      started.start();
    }
  }

  synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      work.release();
      LockSupport.unpark(running);
      try {
        running.join(STOP_AT_MOST);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    while (thread == Thread.currentThread()) {
      try {
        publishNewest();
        LockSupport.parkNanos(pause.toNanos());
        work.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        work.drainPermits();
      } catch (InterruptedException e) {
        return;
      } catch (LedgerRefused e) {
        LOG.debug("Publishes nothing", e); // The notary says so, where it matters.
        LockSupport.parkNanos(AFTER_FAILURE.toNanos());
      } catch (SQLException | IOException | RuntimeException e) {
        if (thread == Thread.currentThread()) {
          metrics.publishingFailed();
          LOG.warn("Could not publish the newest checkpoint; trying again", e);
          LockSupport.parkNanos(AFTER_FAILURE.toNanos());
        }
      }
    }
  }

  private void publishNewest() throws SQLException, IOException {
    try (Connection connection = dataSource.getConnection()) {
      Optional<Newest> found = newest(connection);
      if (found.isEmpty() || found.get().checkpoint().equals(last)) {
        return;
      }
      Newest newest = found.get();
      Checkpoint before = last == null ? mark.read().orElse(null) : last;
      if (before != null) {
        ForkCheck.requireContains(connection, Origins.load(connection, null), before);
      }
      mark.write(newest.note());
      show(connection, newest);
      last = newest.checkpoint();
      metrics.published(newest.checkpoint().size(), newest.signedAt().toInstant());
    }
  }

  private static Optional<Newest> newest(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(NEWEST)) {
      query.setObject(1, Tree.GLOBAL);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Newest(
                    row.getInt(1),
                    new Checkpoint(row.getString(2), row.getLong(3), Hash.of(row.getBytes(4))),
                    row.getString(5),
                    row.getObject(6, OffsetDateTime.class)))
            : Optional.empty();
      }
    }
  }

  private static void show(Connection connection, Newest newest) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement setting = connection.createStatement();
        PreparedStatement update = connection.prepareStatement(PUBLISH)) {
      // Lost with the server's memory it is only shown later.
      setting.execute("SET LOCAL synchronous_commit = off");
      update.setInt(1, newest.number());
      update.setLong(2, newest.checkpoint().size());
      update.setInt(3, newest.number());
      update.setLong(4, newest.checkpoint().size());
      update.executeUpdate();
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
