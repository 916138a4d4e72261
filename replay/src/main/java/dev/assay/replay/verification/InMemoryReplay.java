package dev.assay.replay.verification;

import dev.assay.api.replay.Divergence;
import dev.assay.api.replay.ExecutionReplay;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.api.replay.Verification.Outcome;
import dev.assay.replay.engine.Timetable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replays in the memory of this process. Each replay has a world of its own. */
public final class InMemoryReplay implements ExecutionReplay {
  @Override
  public Verification verify(List<RecordedEvent> record, Instant readAt) {
    return verify(record, readAt, new Timetable());
  }

  /**
   * The same, for whoever wants to know when each command had its turn.
   *
   * @param timetable is filled; as far as the first divergence
   */
  public Verification verify(List<RecordedEvent> record, Instant readAt, Timetable timetable) {
    Tally tally = new Tally();
    Divergence divergence = null;
    try {
      new Verifier(record, readAt, tally, timetable).run();
    } catch (Diverged e) {
      divergence = e.divergence();
    }
    boolean erased = record.stream().anyMatch(RecordedEvent::erased);
    Outcome outcome =
        erased ? Outcome.NOT_VERIFIABLE : divergence == null ? Outcome.EQUAL : Outcome.DIVERGED;
    return new Verification(
        outcome,
        record.size(),
        tally.verified(),
        tally.commands(),
        tally.recorded(),
        tally.replayed(),
        tally.inputs(),
        tally.pending(),
        divergence,
        erased ? reason(divergence) : null);
  }

  private static String reason(@Nullable Divergence divergence) {
    return divergence == null
        ? "Texts have been erased: all events came out the same as far as they can be read"
        : "Texts have been erased: whether it is because of them that position %d came out otherwise cannot be said"
            .formatted(divergence.position());
  }
}
