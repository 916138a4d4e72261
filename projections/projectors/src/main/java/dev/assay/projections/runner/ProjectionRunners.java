package dev.assay.projections.runner;

import dev.assay.eventstore.reader.EventReader;
import dev.assay.eventstore.reader.EventSource;
import dev.assay.eventstore.reader.HeadSignal;
import dev.assay.projections.schema.ReadModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.context.SmartLifecycle;

/** Fills read models while the application runs. */
public final class ProjectionRunners implements SmartLifecycle {
  private final Supplier<Worker> keeper;
  private final Supplier<Worker> driver;
  private final Crew leaders = new Crew();
  private final Crew workers = new Crew();

  /**
   * Throws {@link IllegalArgumentException} where a projector was given something to act with.
   *
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
    List<Projector> all = List.copyOf(projectors);
    all.forEach(EffectFree::require);
    this.keeper =
        () ->
            new BuildKeeper(workers, all, connections, events, record, head, registry, properties);
    this.driver = () -> new BuildDriver(connections, newest(all), record::head, properties);
  }

  @Override
  public synchronized void start() {
    if (!isRunning()) {
      leaders.begin("projection-keeper", keeper.get());
      leaders.begin("projection-builds", driver.get());
    }
  }

  /** First who begins workers, then the workers. */
  @Override
  public synchronized void stop() {
    leaders.end(leaders.names());
    workers.end(workers.names());
  }

  @Override
  public boolean isRunning() {
    return !leaders.names().isEmpty();
  }

  private static List<ReadModel> newest(List<Projector> projectors) {
    Map<String, ReadModel> newest = new LinkedHashMap<>();
    for (Projector projector : projectors) {
      newest.merge(
          projector.readModel().name(),
          projector.readModel(),
          (one, other) -> one.version() > other.version() ? one : other);
    }
    return List.copyOf(newest.values());
  }
}
