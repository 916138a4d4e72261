package dev.assay.sinks;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.eventstore.reader.StoredEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one sink: reads on from where it is, hands over, remembers. One process feeds it at a time.
 * Where the sink does not take events they come again, after a pause that grows; nothing is passed
 * over and nothing is reordered.
 */
public final class SinkRunner {
  static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(5);
  private static final int BATCH = 500;
  private static final Logger LOG = LoggerFactory.getLogger(SinkRunner.class);

  private final Sink sink;
  private final EventSource events;
  private final HeadSignal head;
  private final DataSource connections;
  private final SinkEvents lines;
  private final SinkMetrics metrics;
  private volatile boolean running;
  private volatile @Nullable String trouble;
  private @Nullable Thread thread;

  /**
   * @param connections of the processor role; one is kept while this process feeds the sink
   * @param withPayload hands payloads on as they are stored
   */
  public SinkRunner(
      Sink sink,
      EventSource events,
      HeadSignal head,
      DataSource connections,
      boolean withPayload,
      MeterRegistry registry) {
    this.sink = sink;
    this.events = events;
    this.head = head;
    this.connections = connections;
    this.lines = new SinkEvents(withPayload);
    this.metrics = new SinkMetrics(registry, sink.name());
  }

  public String name() {
    return sink.name();
  }

  /** Why the sink does not take events; null while it does, or while another process feeds it. */
  public @Nullable String trouble() {
    return trouble;
  }

  private void work() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      try (SinkPositions positions = SinkPositions.take(connections.getConnection(), sink.name())) {
        if (positions == null) {
          LockSupport.parkNanos(UNTIL_ASKED_AGAIN.toNanos());
          continue;
        }
        long position = positions.position();
        while (running) {
          position = feed(positions, position);
          trouble = null;
          pause = FIRST_PAUSE;
        }
      } catch (InterruptedException e) {
        break;
      } catch (IOException | SQLException | RuntimeException e) {
        if (!running) {
          break;
        }
        failed(e, pause);
        LockSupport.parkNanos(pause.toNanos());
        pause = longer(pause);
      }
    }
    letGo();
  }

  /** Hands over what comes next and answers the position then. */
  private long feed(SinkPositions positions, long position)
      throws IOException, SQLException, InterruptedException {
    List<StoredEvent> batch = events.after(position, BATCH);
    if (batch.isEmpty()) {
      head.awaitBeyond(position, Duration.ofSeconds(1));
      return position;
    }
    sink.take(batch.stream().map(lines::of).toList());
    long reached = batch.getLast().position();
    positions.reached(reached);
    metrics.took(batch.size(), reached, Math.max(head.head(), reached));
    return reached;
  }

  private void failed(Exception cause, Duration pause) {
    trouble = cause.getClass().getSimpleName();
    metrics.failed(head.head());
    LOG.warn(
        "Sink {} does not take events; trying again in {} ms: {}",
        sink.name(),
        pause.toMillis(),
        cause.toString());
    letGo();
  }

  private void letGo() {
    try {
      sink.close();
    } catch (IOException | RuntimeException e) {
      LOG.debug("Sink {} was broken when it was let go", sink.name(), e);
    }
  }

  static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("sink-" + sink.name()).start(this::work);
  }

  void stop() {
    running = false;
    Thread worker = thread;
    if (worker != null) {
      worker.interrupt();
      try {
        worker.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
