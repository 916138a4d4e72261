package dev.assay.inference.limits;

import java.math.BigDecimal;

/**
 * What a model costs, in US dollars per million tokens.
 *
 * @param inPerMillion of the prompt
 * @param outPerMillion of the answer
 */
public record Price(BigDecimal inPerMillion, BigDecimal outPerMillion) {
  public Price {
    if (inPerMillion.signum() < 0 || outPerMillion.signum() < 0) {
      throw new IllegalArgumentException(
          "Expected prices of 0 or more, but got " + inPerMillion + " and " + outPerMillion);
    }
  }
}
