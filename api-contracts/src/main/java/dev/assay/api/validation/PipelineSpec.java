package dev.assay.api.validation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validation pipeline: who judges, how verdicts are combined, how often the producer may revise.
 *
 * @param maxRevisions 0 to 10
 * @param onExhausted REJECT or ESCALATE: what happens when no revision is left
 * @param producer null: nobody can revise
 * @param roundTimeoutSeconds how long one round's verdicts, or one revision, may take
 * @param reviewDueSeconds when a person's decision is overdue
 */
public record PipelineSpec(
    List<ValidatorSpec> validators,
    CombinationPolicy policy,
    int maxRevisions,
    OnFail onExhausted,
    @Nullable ProducerSpec producer,
    int roundTimeoutSeconds,
    int reviewDueSeconds) {

  public static final int DEFAULT_ROUND_TIMEOUT_SECONDS = 600;
  public static final int DEFAULT_REVIEW_DUE_SECONDS = 7 * 24 * 3600;

  public PipelineSpec {
    validators = List.copyOf(validators);
    if (validators.isEmpty() || validators.size() > 50) {
      throw new IllegalArgumentException(
          "Expected 1 to 50 validators, but there are " + validators.size());
    }
    Set<String> names = new HashSet<>();
    for (ValidatorSpec validator : validators) {
      if (!names.add(validator.name())) {
        throw new IllegalArgumentException(
            "Expected one validator named " + validator.name() + ", but there are more");
      }
    }
    for (String veto : policy.veto()) {
      if (!names.contains(veto)) {
        throw new IllegalArgumentException(
            "Expected policy.veto to name validators, but there is no " + veto);
      }
    }
    if (maxRevisions < 0 || maxRevisions > 10) {
      throw new IllegalArgumentException(
          "Expected maxRevisions from 0 to 10, but it is " + maxRevisions);
    }
    if (onExhausted == OnFail.REVISE) {
      throw new IllegalArgumentException(
          "Expected onExhausted to be REJECT or ESCALATE, but it is " + onExhausted);
    }
    if (roundTimeoutSeconds < 1 || reviewDueSeconds < 1) {
      throw new IllegalArgumentException(
          "Expected times of a pipeline of at least one second, but one is shorter");
    }
  }
}
