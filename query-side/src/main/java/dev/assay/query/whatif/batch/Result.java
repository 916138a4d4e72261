package dev.assay.query.whatif.batch;

import dev.assay.query.whatif.WhatIfWork.Answered;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking one execution.
 *
 * @param answered null where it cannot be answered
 * @param failure why not; else null
 */
record Result(@Nullable Answered answered, @Nullable String failure, long tookMs) {
  int events() {
    return answered == null ? 0 : answered.events();
  }

  BigDecimal costUsd() {
    return answered == null ? BigDecimal.ZERO : answered.report().candidate().costUsd();
  }
}
