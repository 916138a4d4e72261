package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts a runner for each projector with the application and stops them with it. */
public final class ProjectionRunners implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunners.class);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private record Running(ProjectionRunner runner, Thread thread) {}

  private final List<Projector> projectors;
  private final DataSource connections;
  private final EventSource events;
  private final HeadSignal head;
  private final MeterRegistry registry;
  private final ProjectionProperties properties;
  private final List<Running> running = new ArrayList<>();

  /**
   * @param connections of the processor role, not pooled
   * @param events the whole record; best one that shares what is read of its end
   */
  public ProjectionRunners(
      List<Projector> projectors,
      DataSource connections,
      EventSource events,
      HeadSignal head,
      MeterRegistry registry,
      ProjectionProperties properties) {
    this.projectors = List.copyOf(projectors);
    this.connections = connections;
    this.events = events;
    this.head = head;
    this.registry = registry;
    this.properties = properties;
  }

  @Override
  public synchronized void start() {
    if (!running.isEmpty()) {
      return;
    }
    String owner = "pid " + ProcessHandle.current().pid();
    for (Projector projector : projectors) {
      ProjectionRunner runner =
          new ProjectionRunner(
              projector,
              connections,
              events,
              head,
              new ProjectionStore(projector.readModel(), owner),
              new ProjectionMetrics(registry, projector.readModel().name()),
              properties);
      Thread thread =
          Thread.ofPlatform().daemon().name("projection-" + runner.name()).unstarted(runner);
      running.add(new Running(runner, thread));
      thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    running.forEach(
        it -> {
          it.runner().stop();
          it.thread().interrupt();
        });
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
    for (Running it : running) {
      try {
        it.thread().join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      if (it.thread().isAlive()) {
        LOG.warn(
            "Projection {} does not stop; its lock ends with this process", it.runner().name());
      }
    }
    running.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }
}
