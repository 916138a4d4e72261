package dev.assay.query.whatif.batch;

import java.math.BigDecimal;

/**
 * What has been spent on a question so far.
 *
 * @param executions that are answered, or cannot be
 * @param ms of computing
 * @param events that were read
 * @param costUsd of the candidates, as their lanes tell it
 */
record Spent(int executions, long ms, long events, BigDecimal costUsd) {
  Spent plus(Result result) {
    return new Spent(
        executions + 1,
        ms + result.tookMs(),
        events + result.events(),
        costUsd.add(result.costUsd()));
  }
}
