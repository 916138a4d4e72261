package dev.assay.eventstore.sequencer;

import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.publishing.Notary;
import dev.assay.eventstore.ledger.writing.LedgerWriter;
import dev.assay.eventstore.reader.HeadSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Gives committed events their positions and their place in the ledger, as long as it leads. Any
 * number may run; one leads and the others ask again and again. After a failure it gives up the
 * lead and begins anew, with pauses that grow to a limit, until it is stopped. Where the notary
 * refuses it orders nothing and asks again.
 */
public final class Sequencer implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration STOP_AT_MOST = Duration.ofSeconds(10);
  private static final Duration WHILE_REFUSED = Duration.ofSeconds(1);
  private static final long SIGN_MORE_NANOS = Duration.ofMillis(200).toNanos();

  private final DataSource dataSource;
  private final HeadSignal head;
  private final SequencerProperties properties;
  private final SequencerMetrics metrics;
  private final Notary notary;
  private final Nudge nudge = new Nudge();
  private volatile @Nullable Thread thread;
  private volatile boolean leads;
  private Duration pause = FIRST_PAUSE; // of the sequencer's own thread

  /**
   * @param dataSource connects as {@link dev.assay.eventstore.database.DatabaseRole#SEQUENCER}
   * @param head is told of each commit
   * @param notary of the same database; runs while the sequencer does
   */
  public Sequencer(
      DataSource dataSource,
      HeadSignal head,
      Notary notary,
      SequencerProperties properties,
      MeterRegistry registry) {
    this.dataSource = dataSource;
    this.head = head;
    this.notary = notary;
    this.properties = properties;
    this.metrics = new SequencerMetrics(registry);
  }

  /** An event of this process was committed. Returns at once. */
  public void nudge() {
    nudge.give();
  }

  public boolean leads() {
    return leads;
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      notary.start();
      // Not virtual: it would not run while all carriers are busy, and everybody waits for it.
      Thread started = Thread.ofPlatform().name("sequencer").daemon().unstarted(this::run);
      thread = started;
      started.start();
    }
  }

  /** Ends after the batch at hand. */
  @Override
  public synchronized void stop() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    thread = null;
    nudge.give();
    try {
      if (!running.join(STOP_AT_MOST)) {
        LOG.warn("The sequencer did not end within {}; it ends with its connection", STOP_AT_MOST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    notary.stop();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  /** Starts before whoever reads events and stops after whoever appends them. */
  @Override
  public int getPhase() {
    return -1_000;
  }

  private boolean stopped() {
    return thread != Thread.currentThread();
  }

  private void run() {
    while (!stopped()) {
      try {
        Optional<Leadership> taken = Leadership.take(dataSource, properties.pausedAfter());
        if (taken.isPresent()) {
          try (Leadership leadership = taken.get()) {
            lead(leadership);
          }
        } else {
          nudge.await(properties.candidacy());
        }
      } catch (FencedException e) {
        LOG.warn(e.getMessage());
      } catch (MovedException e) {
        refused(new LedgerRefused(String.valueOf(e.getMessage())));
      } catch (LedgerRefused e) {
        refused(e);
      } catch (SQLException | RuntimeException e) {
        afterFailure(e);
      }
    }
  }

  private void refused(LedgerRefused reason) {
    notary.refuse(reason);
    nudge.await(WHILE_REFUSED);
  }

  private void afterFailure(Exception failure) {
    if (stopped()) {
      return;
    }
    metrics.failed();
    LOG.warn("The sequencer failed and begins anew in {}", pause, failure);
    nudge.await(pause);
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(properties.retryAtMost()) < 0 ? twice : properties.retryAtMost();
  }

  private void lead(Leadership leadership) throws SQLException {
    LedgerWriter ledger = notary.begin(leadership.connection());
    LOG.info(
        "Leads in epoch {} from position {}", leadership.epoch(), leadership.cursor().position());
    OrderingBatch batch = new OrderingBatch(leadership, ledger, notary.metrics());
    batch.renewHeads();
    notary.committed();
    setLeads(true);
    metrics.leads(leadership.epoch(), leadership.cursor().position());
    head.advancedTo(leadership.cursor().position());
    try {
      orderUntilStopped(leadership, batch);
    } finally {
      notary.end();
      setLeads(false);
      metrics.leads(0, leadership.cursor().position());
    }
  }

  private void orderUntilStopped(Leadership leadership, OrderingBatch batch) throws SQLException {
    HorizonWatch horizon = new HorizonWatch(properties.horizonWarning(), metrics);
    long signMoreAt = System.nanoTime();
    while (!stopped()) {
      notary.requireNoRefusal();
      int ordered = batch.run(properties.batchSize());
      pause = FIRST_PAUSE;
      if (ordered > 0) {
        metrics.ordered(ordered, leadership.cursor().position());
        head.advancedTo(leadership.cursor().position());
        notary.committed();
      }
      horizon.lookIfDue(leadership);
      boolean signs = false;
      if (ordered == 0 || System.nanoTime() - signMoreAt >= 0) {
        signs = batch.signMore();
        signMoreAt = System.nanoTime() + SIGN_MORE_NANOS;
      }
      if (ordered == 0 && !signs) {
        nudge.await(properties.poll());
      }
    }
  }

  private void setLeads(boolean now) {
    leads = now;
    head.ledHere(now);
  }
}
