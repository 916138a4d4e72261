package dev.assay.eventstore.sequencer;

import dev.assay.eventstore.ledger.LedgerMetrics;
import dev.assay.eventstore.ledger.writing.LeafParts;
import dev.assay.eventstore.ledger.writing.LedgerWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Transactions of the leader. Each checks in itself that it still leads; one that does not writes
 * nothing. Positions, leaves and signed heads are committed together or not at all.
 */
final class OrderingBatch {
  private final Leadership leadership;
  private final Connection connection;
  private final CommittedEvents events;
  private final LedgerWriter ledger;
  private final LedgerMetrics metrics;
  private boolean headsAreUnsigned = true; // Who led before may have left some.

  OrderingBatch(Leadership leadership, LedgerWriter ledger, LedgerMetrics metrics) {
    this.leadership = leadership;
    this.connection = leadership.connection();
    this.events = new CommittedEvents(leadership);
    this.ledger = ledger;
    this.metrics = metrics;
  }

  private interface Work {
    void run() throws SQLException;
  }

  /**
   * Orders the next events. Returns how many: 0 when there are none below the horizon. Throws
   * {@link FencedException} when another sequencer leads; nothing is written then.
   */
  int run(int limit) throws SQLException {
    connection.setAutoCommit(true);
    CommittedEvents.Batch batch = events.next(limit);
    if (batch.events().isEmpty()) {
      return 0;
    }
    long first = leadership.cursor().position() + 1;
    inTransaction(
        () -> {
          leadership.moveTo(batch.next());
          headsAreUnsigned |= ledger.append(first, batch.events());
        });
    leadership.movedTo(batch.next());
    metrics.signed(oldest(batch.events()));
    return batch.events().size();
  }

  /** Puts all heads of an older origin under the present one. */
  void renewHeads() throws SQLException {
    boolean[] more = {true};
    while (more[0]) {
      inTransaction(
          () -> {
            leadership.moveTo(leadership.cursor());
            more[0] = ledger.renew(leadership.cursor().position() + 1);
          });
    }
  }

  /** Signs heads that earlier transactions left. False when there is nothing to do. */
  boolean signMore() throws SQLException {
    if (!headsAreUnsigned) {
      return false;
    }
    inTransaction(
        () -> {
          leadership.moveTo(leadership.cursor());
          headsAreUnsigned = ledger.signMore();
        });
    return true;
  }

  private static Instant oldest(List<LeafParts> events) {
    long micros = events.stream().mapToLong(LeafParts::recordedAtMicros).min().orElse(0);
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void inTransaction(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      work.run();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }
}
