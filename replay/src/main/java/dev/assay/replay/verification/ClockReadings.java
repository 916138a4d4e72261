package dev.assay.replay.verification;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.replay.engine.Append;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the clock may have shown when an append was decided. The record has the time at which an
 * event was made, which is a little later; the deadlines and waits that were computed from the
 * clock tell what it showed.
 */
final class ClockReadings {
  /** A command is handled in less, or not at all. */
  static final Duration MOST_BEFORE = Duration.ofMinutes(1);

  /** The record keeps microseconds, so a reading may lie just behind the time that was kept. */
  private static final Duration STORED_TO = Duration.ofMillis(1);

  private ClockReadings() {}

  /** The first to be tried. */
  static Instant first(Append append) {
    return append.first().timestamp();
  }

  /**
   * The others, given what the first one led to; the times of one event cannot be explained away
   * with another, since all of an append are decided at one reading.
   */
  static Set<Instant> others(Append append, List<DomainEventMessage<?>> got) {
    Instant at = first(append);
    Set<Instant> readings = new LinkedHashSet<>();
    for (int i = 0; i < Math.min(got.size(), append.events().size()); i++) {
      RecordedEvent recorded = append.events().get(i);
      Instant expected = timeIn(recorded.event());
      Instant computed = timeIn(got.get(i).getPayload());
      if (expected != null && computed != null) {
        readings.add(at.minus(Duration.between(expected, computed)));
      }
    }
    append.events().stream()
        .map(RecordedEvent::event)
        .filter(ModelCallRequested.class::isInstance)
        .forEach(event -> readings.add(((ModelCallRequested) event).notBefore()));
    readings.removeIf(
        reading -> reading.isAfter(at.plus(STORED_TO)) || reading.isBefore(at.minus(MOST_BEFORE)));
    return readings;
  }

  /** A time that was computed from the clock. */
  private static @Nullable Instant timeIn(Object event) {
    return switch (event) {
      case AgentExecutionStarted e -> e.deadline();
      case ModelCallRequested e -> e.notBefore();
      case ReviewOpened e -> e.dueAt();
      default -> null;
    };
  }
}
