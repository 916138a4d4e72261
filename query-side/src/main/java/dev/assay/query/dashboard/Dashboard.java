package dev.assay.query.dashboard;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One look at a tenant.
 *
 * @param since counts are of what was started then or later, of calls of what ended
 * @param executions by status
 * @param agentExecutions by status
 * @param validations by status
 * @param pendingReviews whenever they were opened; at most 10,000 are counted
 * @param projectionLagEvents of the projection that is furthest behind
 * @param projectionLagMs how long the oldest event that one of them lacks has waited
 */
record Dashboard(
    Instant since,
    Map<String, Long> executions,
    Map<String, Long> agentExecutions,
    Map<String, Long> validations,
    Rates rates,
    long pendingReviews,
    Spent spent,
    long projectionLagEvents,
    long projectionLagMs) {

  /**
   * What was spent on models.
   *
   * @param calls that ended
   * @param failures of them
   * @param costUsd in US dollars
   */
  record Spent(long calls, long failures, long tokensIn, long tokensOut, BigDecimal costUsd) {}

  /**
   * Shares from 0 to 1 of what has ended; null where nothing has.
   *
   * @param executionsPerHour started
   */
  record Rates(
      double executionsPerHour,
      @Nullable Double executionsFaulted,
      @Nullable Double agentExecutionsFailed,
      @Nullable Double modelCallsFailed,
      @Nullable Double validationsAccepted,
      @Nullable Double validationsEscalated) {

    static Rates of(
        Duration period,
        Map<String, Long> executions,
        Map<String, Long> runs,
        Map<String, Long> validations,
        Spent spent) {
      long started = executions.values().stream().mapToLong(Long::longValue).sum();
      return new Rates(
          (double) started / period.toHours(),
          share(executions, "FAULTED", "COMPLETED", "CANCELLED"),
          share(runs, "FAILED", "COMPLETED", "CANCELLED"),
          share(spent.failures(), spent.calls()),
          share(validations, "ACCEPTED", "REJECTED", "ESCALATED"),
          share(validations, "ESCALATED", "ACCEPTED", "REJECTED"));
    }

    private static @Nullable Double share(
        Map<String, Long> counts, String of, String other, String another) {
      long part = counts.getOrDefault(of, 0L);
      return share(part, part + counts.getOrDefault(other, 0L) + counts.getOrDefault(another, 0L));
    }

    private static @Nullable Double share(long part, long whole) {
      return whole == 0 ? null : (double) part / whole;
    }
  }
}
