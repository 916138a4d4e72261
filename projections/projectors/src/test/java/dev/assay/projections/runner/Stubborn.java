package dev.assay.projections.runner;

import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.schema.ReadModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes in what another projector does, but for types of events that it refuses for a while. */
final class Stubborn implements Projector {
  private final Projector projector;
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<Long> asked = new CopyOnWriteArrayList<>();

  Stubborn(Projector projector, String... refused) {
    this.projector = projector;
    this.refused.addAll(List.of(refused));
  }

  void mend() {
    refused.clear();
  }

  /** Positions of all events it was given, in order. */
  List<Long> asked() {
    return List.copyOf(asked);
  }

  @Override
  public ReadModel readModel() {
    return projector.readModel();
  }

  @Override
  public List<RowChange> changes(StoredEvent event) {
    asked.add(event.position());
    if (refused.contains(event.type())) {
      throw new IllegalStateException("Will not take in " + event.event());
    }
    return projector.changes(event);
  }
}
