package dev.assay.replay.engine;

import dev.assay.sagas.ProcessKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** All process managers of a replay, and which events have reached which of them. */
public final class Processes {
  private record Key(String kind, String id) {}

  private static final List<ProcessKind> KINDS = ProcessKind.all();

  private final Map<Key, ProcessRun> runs = new LinkedHashMap<>();
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
      Key key = new Key(kind.name(), to.processId());
      ProcessRun run = runs.get(key);
      if (run == null && to.starts()) {
        run = new ProcessRun(kind);
        runs.put(key, run);
      }
      if (run != null) {
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
    return List.copyOf(runs.values());
  }
}
