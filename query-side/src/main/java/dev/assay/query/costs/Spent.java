package dev.assay.query.costs;

import java.math.BigDecimal;

/**
 * What model calls cost.
 *
 * @param calls that ended, answered or not
 * @param failures calls that gave no answer
 * @param cached calls that were answered from the cache
 * @param costUsd in US dollars, by the price lists in force when they were answered
 */
public record Spent(
    long calls, long failures, long cached, long tokensIn, long tokensOut, BigDecimal costUsd) {
  public static final Spent NOTHING = new Spent(0, 0, 0, 0, 0, BigDecimal.ZERO);

  public Spent plus(Spent other) {
    return new Spent(
        calls + other.calls,
        failures + other.failures,
        cached + other.cached,
        tokensIn + other.tokensIn,
        tokensOut + other.tokensOut,
        costUsd.add(other.costUsd));
  }
}
