package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has a worker for each build that this process can work on: those that follow the record, and the
 * segments of those that are loaded. What there is to do is read from the database, again and
 * again.
 */
public final class ProjectionRunners implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunners.class);
  private static final Duration ROUND = Duration.ofMillis(200);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private record Running(Worker worker, Thread thread) {}

  private final List<Projector> projectors;
  private final DataSource connections;
  private final EventSource events;
  private final EventReader record;
  private final HeadSignal head;
  private final MeterRegistry registry;
  private final ProjectionProperties properties;
  private final Throttle throttle;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, ProjectionMetrics> metrics = new ConcurrentHashMap<>();
  private @Nullable Thread keeper;

  /**
   * @param projectors one for each read model, and where a read model has a new version, the one of
   *     the version before too: it serves until the new one is filled
   * @param connections of the processor role, not pooled
   * @param events the whole record; best one that shares what is read of its end
   * @param record the same, for reading much of it
   */
  public ProjectionRunners(
      List<Projector> projectors,
      DataSource connections,
      EventSource events,
      EventReader record,
      HeadSignal head,
      MeterRegistry registry,
      ProjectionProperties properties) {
    this.projectors = List.copyOf(projectors);
    this.connections = connections;
    this.events = events;
    this.record = record;
    this.head = head;
    this.registry = registry;
    this.properties = properties;
    this.throttle =
        new Throttle(properties.rebuild().maxEventsPerSecond(), this::latestLiveLagMillis);
  }

  @Override
  public synchronized void start() {
    if (keeper == null) {
      begin("projection-builds", driver());
      Thread started = Thread.ofPlatform().daemon().name("projection-keeper").unstarted(this::keep);
      keeper = started;
      started.start();
    }
  }

  @Override
  public void stop() {
    Thread stopping;
    synchronized (this) {
      stopping = keeper;
      keeper = null;
    }
    if (stopping != null) {
      stopping.interrupt();
      join(stopping, System.nanoTime() + Duration.ofMillis(STOP_MILLIS).toNanos());
    }
    synchronized (this) {
      end(List.copyOf(running.keySet()));
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return keeper != null;
  }

  private BuildDriver driver() {
    Map<String, ReadModel> newest = new LinkedHashMap<>();
    for (Projector projector : projectors) {
      newest.merge(
          projector.readModel().name(),
          projector.readModel(),
          (one, other) -> one.version() > other.version() ? one : other);
    }
    return new BuildDriver(connections, List.copyOf(newest.values()), record::head, properties);
  }

  private void keep() {
    Builds builds = new Builds(connections);
    while (isCurrent()) {
      try {
        List<Build> all = builds.all();
        synchronized (this) {
          if (isCurrent()) {
            reconcile(all);
          }
        }
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Builds cannot be looked up and are tried again: {}", e.toString());
        if (!slept()) {
          return;
        }
      }
    }
  }

  private synchronized boolean isCurrent() {
    return keeper == Thread.currentThread();
  }

  private boolean slept() {
    try {
      Thread.sleep(properties.maxBackoff().dividedBy(5));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void reconcile(List<Build> builds) {
    Map<String, Supplier<Worker>> wanted = new LinkedHashMap<>();
    for (Build build : builds) {
      projectorOf(build).ifPresent(projector -> want(wanted, projector, build));
    }
    end(
        running.keySet().stream()
            .filter(name -> !wanted.containsKey(name) && !name.equals("projection-builds"))
            .toList());
    wanted.forEach(
        (name, worker) -> {
          if (!running.containsKey(name)) {
            begin(name, worker.get());
          }
        });
  }

  private Optional<Projector> projectorOf(Build build) {
    return projectors.stream()
        .filter(
            it ->
                it.readModel().name().equals(build.projection())
                    && it.readModel().version() == build.version())
        .findFirst();
  }

  private void want(Map<String, Supplier<Worker>> wanted, Projector projector, Build build) {
    if (build.paused() && build.state().isNext()) {
      return;
    }
    ModelBuild tables = new ModelBuild(projector.readModel(), build.build());
    if (build.state().follows()) {
      String role =
          build.state() == BuildState.LIVE
              ? "live"
              : build.state() == BuildState.RETIRED ? "previous" : "next";
      wanted.put(
          "projection-%s-%s".formatted(role, tables), () -> follower(projector, tables, role));
    } else if (build.state() == BuildState.LOADING) {
      for (int i = 0; i < build.segments(); i++) {
        int segment = i;
        wanted.put(
            "projection-load-%s-%d".formatted(tables, segment),
            () ->
                new SegmentLoader(
                    projector, build, segment, connections, record, throttle, properties));
      }
    }
  }

  private Worker follower(Projector projector, ModelBuild tables, String role) {
    return new ProjectionRunner(
        projector,
        tables,
        "pid " + ProcessHandle.current().pid(),
        connections,
        events,
        head,
        metrics.computeIfAbsent(
            projector.readModel().name() + "/" + role,
            key -> new ProjectionMetrics(registry, projector.readModel().name(), role)),
        properties);
  }

  private long latestLiveLagMillis() {
    return metrics.entrySet().stream()
        .filter(it -> it.getKey().endsWith("/live"))
        .mapToLong(it -> it.getValue().lagMillis())
        .max()
        .orElse(0);
  }

  private void begin(String name, Worker worker) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(worker);
    running.put(name, new Running(worker, thread));
    thread.start();
  }

  private void end(Collection<String> names) {
    List<Running> ending = names.stream().map(running::remove).toList();
    ending.forEach(
        it -> {
          it.worker().stop();
          it.thread().interrupt();
        });
    long deadline = System.nanoTime() + Duration.ofMillis(STOP_MILLIS).toNanos();
    for (Running it : ending) {
      if (!join(it.thread(), deadline)) {
        LOG.warn(
            "Projection {} does not stop; its lock ends with this process", it.worker().name());
      }
    }
  }

  private static boolean join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
