package dev.assay.query.whatif.batch;

import dev.assay.api.whatif.Lane;
import dev.assay.api.whatif.WhatIfReport;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What can be counted of a lane.
 *
 * @param error the error's type where it faulted; else null
 */
record LaneFigures(
    String status,
    @Nullable String error,
    int modelCalls,
    int tokensIn,
    int tokensOut,
    BigDecimal costUsd,
    long durationMs) {

  /** Those of the three lanes. */
  record Three(LaneFigures observed, LaneFigures replayed, LaneFigures candidate) {
    static Three of(WhatIfReport report) {
      return new Three(
          LaneFigures.of(report.observed()),
          LaneFigures.of(report.replayed()),
          LaneFigures.of(report.candidate()));
    }
  }

  private static LaneFigures of(Lane lane) {
    return new LaneFigures(
        lane.status(),
        lane.error(),
        lane.modelCalls(),
        lane.tokensIn(),
        lane.tokensOut(),
        lane.costUsd(),
        lane.durationMs());
  }
}
