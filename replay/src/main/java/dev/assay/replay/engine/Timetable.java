package dev.assay.replay.engine;

import dev.assay.api.CommandRejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When each command of a record had its turn, as a verification found out. Whoever runs the same
 * execution again gives commands that it knows their turn, so that what depends on threads and
 * machines comes in the same order.
 */
public final class Timetable {
  private final Map<UUID, Turn> turns = new HashMap<>();
  private final List<Duration> delays = new ArrayList<>();
  private Instant latest = Instant.MIN;

  /**
   * A command appended something.
   *
   * @param delay since the event because of which a process manager sent it; null where none did
   */
  public void appended(Append append, Instant reading, @Nullable Duration delay) {
    Instant at = append.first().timestamp();
    latest = at.isAfter(latest) ? at : latest;
    add(append.commandId(), new Turn(turns.size(), latest, reading, append, null, false));
    if (delay != null && !delay.isNegative()) {
      delays.add(delay);
    }
  }

  /** A command decided nothing. */
  public void inVain(UUID commandId, Instant reading, @Nullable CommandRejected refusal) {
    add(commandId, new Turn(turns.size(), latest, reading, null, refusal, false));
  }

  /** A command was due at the end of the record. */
  public void pending(UUID commandId, Instant reading) {
    add(commandId, new Turn(turns.size(), latest, reading, null, null, true));
  }

  /** Null for a command that the record does not know. */
  public @Nullable Turn of(UUID commandId) {
    return turns.get(commandId);
  }

  /** How long process managers usually took: the median; nothing where none did anything. */
  public Duration usualDelay() {
    return delays.isEmpty()
        ? Duration.ZERO
        : delays.stream().sorted().toList().get(delays.size() / 2);
  }

  private void add(UUID commandId, Turn turn) {
    turns.putIfAbsent(commandId, turn);
  }
}
