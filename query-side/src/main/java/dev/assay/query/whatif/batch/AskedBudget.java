package dev.assay.query.whatif.batch;

import dev.assay.query.whatif.BodyFault;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What may be spent, as it is written in a request. */
record AskedBudget(
    @Schema(description = "Executions to answer; default 1000, at most 10000")
        @Nullable Integer maxExecutions,
    @Schema(description = "Seconds of computing; default 600, at most 86400")
        @Nullable Integer maxSeconds,
    @Schema(description = "Events to read") @Nullable Long maxEvents,
    @Schema(description = "US dollars that the candidates' model calls would cost together")
        @Nullable BigDecimal maxCostUsd) {

  static final AskedBudget DEFAULT = new AskedBudget(null, null, null, null);

  private static final int EXECUTIONS = 1_000;
  private static final int SECONDS = 600;

  Budget meant() {
    int executions = maxExecutions == null ? EXECUTIONS : maxExecutions;
    int seconds = maxSeconds == null ? SECONDS : maxSeconds;
    requireWithin("/budget/maxExecutions", executions, Budget.MOST_EXECUTIONS);
    requireWithin("/budget/maxSeconds", seconds, Budget.MOST_SECONDS);
    if (maxEvents != null) {
      requireWithin("/budget/maxEvents", maxEvents, Budget.MOST_EVENTS);
    }
    if (maxCostUsd != null && maxCostUsd.signum() <= 0) {
      throw BodyFault.at("/budget/maxCostUsd", "Expected more than 0, but it is " + maxCostUsd);
    }
    return new Budget(executions, seconds, maxEvents, maxCostUsd);
  }

  private static void requireWithin(String pointer, long value, long most) {
    if (value < 1 || value > most) {
      throw BodyFault.at(pointer, "Expected 1 to %d, but it is %d".formatted(most, value));
    }
  }
}
