package dev.assay.api.validation;

import dev.assay.api.privacy.Clear;
import java.util.List;

/**
 * How verdicts are combined into one.
 *
 * @param threshold for weighted: the least weighted mean of scores that passes, 0 to 1
 * @param veto names of validators whose failure fails the round whatever the rest say
 */
public record CombinationPolicy(Combine combine, double threshold, @Clear List<String> veto) {
  /** The ways to combine. */
  public enum Combine {
    ALL,
    ANY,
    MAJORITY,
    WEIGHTED
  }

  public static final CombinationPolicy EVERY_ONE =
      new CombinationPolicy(Combine.ALL, 0, List.of());

  public CombinationPolicy {
    veto = List.copyOf(veto);
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException(
          "Expected policy.threshold from 0 to 1, but it is " + threshold);
    }
  }
}
