package dev.assay.query.whatif.batch;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent on one question. It is looked at before each execution, so the last one may go
 * beyond it.
 *
 * @param maxSeconds of computing, whoever did it
 * @param maxEvents that are read; null is any number
 * @param maxCostUsd that the candidates' model calls would cost together; null is any sum
 */
record Budget(
    int maxExecutions, int maxSeconds, @Nullable Long maxEvents, @Nullable BigDecimal maxCostUsd) {
  static final int MOST_EXECUTIONS = 10_000;
  static final int MOST_SECONDS = 86_400;
  static final long MOST_EVENTS = 1_000_000_000;

  private static final long MS = 1_000;

  /** Why nothing more may be spent; null where more may be. */
  @Nullable String exhaustedBy(Spent spent) {
    if (spent.executions() >= maxExecutions) {
      return "Expected to answer at most %d executions, and so many are answered"
          .formatted(maxExecutions);
    }
    if (spent.ms() >= maxSeconds * MS) {
      return "Expected to compute for at most %d s, and so many are over".formatted(maxSeconds);
    }
    if (maxEvents != null && spent.events() >= maxEvents) {
      return "Expected to read at most %d events, and so many are read".formatted(maxEvents);
    }
    if (maxCostUsd != null && spent.costUsd().compareTo(maxCostUsd) >= 0) {
      return "Expected candidates to cost at most %s USD, and they cost %s USD"
          .formatted(maxCostUsd.toPlainString(), spent.costUsd().toPlainString());
    }
    return null;
  }
}
