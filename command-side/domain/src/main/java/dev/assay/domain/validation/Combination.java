package dev.assay.domain.validation;

import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.CombinationPolicy.Combine;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All verdicts of a round as one, by the pipeline's policy.
 *
 * <p>An ERROR never counts in favour: it is no pass, and its score is 0. Where a round would have
 * passed had every ERROR been a full pass, only the errors made it fail, and a person decides.
 *
 * @param score the weighted mean of the verdicts' scores, rounded to six digits so that it does not
 *     depend on the order in which verdicts came
 * @param failing the verdicts that the round failed by, in the pipeline's order; empty if it passed
 * @param onlyErrors whether the round failed only because validators could not say
 */
record Combination(boolean passed, double score, List<Verdict> failing, boolean onlyErrors) {

  /** Combines one verdict for each validator of the pipeline. */
  static Combination of(PipelineSpec pipeline, List<Verdict> verdicts) {
    Map<String, Verdict> byValidator =
        verdicts.stream().collect(Collectors.toMap(Verdict::validator, verdict -> verdict));
    List<Verdict> inOrder =
        pipeline.validators().stream()
            .map(
                validator -> {
                  Verdict verdict = byValidator.get(validator.name());
                  if (verdict == null) {
                    throw new IllegalArgumentException("No verdict of " + validator.name());
                  }
                  return verdict;
                })
            .toList();
    boolean passed = passes(pipeline, inOrder, false);
    double score = score(pipeline, inOrder, false);
    if (passed) {
      return new Combination(true, score, List.of(), false);
    }
    boolean onlyErrors = passes(pipeline, inOrder, true);
    return new Combination(
        false, score, failing(pipeline.policy(), inOrder, onlyErrors), onlyErrors);
  }

  /** What is to happen to the content of a failed round. */
  OnFail consequence(PipelineSpec pipeline) {
    if (onlyErrors) {
      return OnFail.ESCALATE;
    }
    Map<String, OnFail> asked =
        pipeline.validators().stream()
            .collect(Collectors.toMap(ValidatorSpec::name, ValidatorSpec::onFail));
    return failing.stream()
        .map(verdict -> asked.getOrDefault(verdict.validator(), OnFail.REVISE))
        .max(Comparator.naturalOrder())
        .orElse(OnFail.ESCALATE);
  }

  private static boolean passes(PipelineSpec pipeline, List<Verdict> verdicts, boolean trusting) {
    CombinationPolicy policy = pipeline.policy();
    boolean vetoed =
        verdicts.stream()
            .anyMatch(v -> policy.veto().contains(v.validator()) && !passed(v, trusting));
    if (vetoed) {
      return false;
    }
    long passed = verdicts.stream().filter(verdict -> passed(verdict, trusting)).count();
    return switch (policy.combine()) {
      case ALL -> passed == verdicts.size();
      case ANY -> passed > 0;
      case MAJORITY -> 2 * passed > verdicts.size();
      case WEIGHTED -> score(pipeline, verdicts, trusting) >= policy.threshold();
    };
  }

  /**
   * Those that said FAIL, or could not say where that was the reason; in a weighted round that
   * nobody failed, those that scored below the threshold.
   */
  private static List<Verdict> failing(
      CombinationPolicy policy, List<Verdict> verdicts, boolean onlyErrors) {
    if (onlyErrors) {
      return verdicts.stream().filter(v -> v.outcome() == Outcome.ERROR).toList();
    }
    List<Verdict> failed = verdicts.stream().filter(v -> v.outcome() == Outcome.FAIL).toList();
    return failed.isEmpty() && policy.combine() == Combine.WEIGHTED
        ? verdicts.stream()
            .filter(v -> v.outcome() == Outcome.PASS && v.score() < policy.threshold())
            .toList()
        : failed;
  }

  private static boolean passed(Verdict verdict, boolean trusting) {
    return verdict.outcome() == Outcome.PASS || (trusting && verdict.outcome() == Outcome.ERROR);
  }

  private static double score(PipelineSpec pipeline, List<Verdict> inOrder, boolean trusting) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (int i = 0; i < inOrder.size(); i++) {
      Verdict verdict = inOrder.get(i);
      BigDecimal weight = BigDecimal.valueOf(pipeline.validators().get(i).weight());
      double score = verdict.outcome() == Outcome.ERROR ? (trusting ? 1 : 0) : verdict.score();
      sum = sum.add(weight.multiply(BigDecimal.valueOf(score)));
      weights = weights.add(weight);
    }
    return sum.divide(weights, 6, RoundingMode.HALF_UP).doubleValue();
  }
}
