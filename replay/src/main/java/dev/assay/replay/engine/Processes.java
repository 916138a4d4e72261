package dev.assay.replay.engine;

import dev.assay.sagas.ProcessKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All process managers of a replay, and which events have reached which of them. */
public final class Processes {
  private record Key(String kind, String id) {}

  private static final List<ProcessKind> KINDS = ProcessKind.all();

  private final List<ProcessRun> all = new ArrayList<>();
  private final Map<Key, List<ProcessRun>> runs = new HashMap<>();
  private final Map<UUID, List<ProcessRun>> receivers = new HashMap<>();

  /**
   * Hands an event to those whom it concerns; one that nobody began is not begun by every event.
   *
   * @return who they are
   */
  public List<ProcessRun> hand(Happened event) {
    for (ProcessKind kind : KINDS) {
      ProcessKind.Destination to = kind.destinationOf(event.event());
      if (to == null) {
        continue;
      }
      List<ProcessRun> there = foundBy(kind, to.processId());
      if (there.isEmpty() && to.starts()) {
        ProcessRun begun = new ProcessRun(kind);
        there.add(begun);
        all.add(begun);
        if (to.otherId() != null) {
          foundBy(kind, to.otherId()).add(begun);
        }
      }
      for (ProcessRun run : there) {
        run.receive(event, to.starts());
        receivers.computeIfAbsent(event.eventId(), id -> new ArrayList<>()).add(run);
      }
    }
    return receiversOf(event.eventId());
  }

  /** Whom an event has reached. */
  public List<ProcessRun> receiversOf(UUID eventId) {
    return receivers.getOrDefault(eventId, List.of());
  }

  public Collection<ProcessRun> all() {
    return List.copyOf(all);
  }

  private List<ProcessRun> foundBy(ProcessKind kind, String id) {
    return runs.computeIfAbsent(new Key(kind.name(), id), key -> new ArrayList<>());
  }
}
