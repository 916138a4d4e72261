package dev.assay.query.costs;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What model calls cost that ended in a time.
 *
 * @param from calls that ended then or later
 * @param to calls that ended before
 * @param total of all calls of that time, also of those that no line shows
 * @param lines days in their order; else the dearest first, at most 1,000
 */
record Costs(Instant from, Instant to, CostGrouping groupBy, Spent total, List<Line> lines) {
  /** A workflow, whatever its version; its names are null where it is not known yet. */
  record WorkflowRef(UUID id, @Nullable String namespace, @Nullable String name) {}

  /**
   * One group. Of what it is not grouped by, it says nothing.
   *
   * @param day of UTC
   * @param workflow null also for calls that no workflow made: conversations and single runs
   */
  record Line(
      @Nullable LocalDate day,
      @Nullable String agent,
      @Nullable String provider,
      @Nullable String model,
      @Nullable WorkflowRef workflow,
      Spent spent) {}
}
