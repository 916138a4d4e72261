package dev.assay.query.costs;

import java.math.BigDecimal;
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
  /**
   * @param calls that ended, answered or not
   * @param failures calls that gave no answer
   * @param cached calls that were answered from the cache
   * @param costUsd in US dollars, by the price lists in force when they were answered
   */
  record Spent(
      long calls, long failures, long cached, long tokensIn, long tokensOut, BigDecimal costUsd) {}

  /** A workflow, whatever its version. */
  record WorkflowRef(UUID id, String namespace, String name) {}

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
