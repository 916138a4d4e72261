package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.projections.schema.ModelBuild;
import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Builds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Has a worker for each build that this process can work on: those that follow the record, and the
 * segments of those that are loaded. What there is to do is read from the database, again and
 * again.
 */
final class BuildKeeper extends Worker {
  private static final Duration ROUND = Duration.ofMillis(200);

  private final Crew crew;
  private final List<Projector> projectors;
  private final DataSource connections;
  private final EventSource events;
  private final EventReader record;
  private final HeadSignal head;
  private final MeterRegistry registry;
  private final Throttle throttle;
  private final Map<String, ProjectionMetrics> metrics = new ConcurrentHashMap<>();

  /**
   * @param crew where the workers are; whoever stops this stops them
   */
  BuildKeeper(
      Crew crew,
      List<Projector> projectors,
      DataSource connections,
      EventSource events,
      EventReader record,
      HeadSignal head,
      MeterRegistry registry,
      ProjectionProperties properties) {
    super("keeper", connections, properties);
    this.crew = crew;
    this.projectors = projectors;
    this.connections = connections;
    this.events = events;
    this.record = record;
    this.head = head;
    this.registry = registry;
    this.throttle =
        new Throttle(
            properties.rebuild().maxEventsPerSecond(),
            this::latestLiveLagMillis,
            head::head,
            properties.maxWrite());
    projectors.forEach(this::loadedOf);
  }

  @Override
  void work(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    Builds builds = new Builds(new SingleConnectionDataSource(connection, true));
    while (!isStopping()) {
      reconcile(builds.all());
      worked();
      pause(ROUND);
    }
  }

  private void reconcile(List<Build> builds) {
    Map<String, Supplier<Worker>> wanted = new LinkedHashMap<>();
    for (Build build : builds) {
      projectorOf(build).ifPresent(projector -> want(wanted, projector, build));
    }
    crew.end(crew.names().stream().filter(name -> !wanted.containsKey(name)).toList());
    wanted.forEach(
        (name, worker) -> {
          if (!crew.names().contains(name)) {
            crew.begin(name, worker.get());
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
                    projector,
                    build,
                    segment,
                    connections,
                    record,
                    throttle,
                    loadedOf(projector),
                    properties()));
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
        properties());
  }

  /** Shown from the start: a rate over a counter that comes later misses its first events. */
  private Counter loadedOf(Projector projector) {
    return registry.counter(
        "assay.projection.rebuild.events", "projection", projector.readModel().name());
  }

  private long latestLiveLagMillis() {
    return metrics.entrySet().stream()
        .filter(it -> it.getKey().endsWith("/live"))
        .mapToLong(it -> it.getValue().lagMillis())
        .max()
        .orElse(0);
  }
}
