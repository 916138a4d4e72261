package dev.assay.api.validation;

import dev.assay.api.id.AgentExecutionId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one validator says of one round's content.
 *
 * @param version of the validator: its settings' hash, for a judge {@code <agent>@<version>}
 * @param score 0 (worst) to 1
 * @param reason one sentence that a person understands and a producer can act on
 * @param agentExecutionId the judge's run; null for computed validators
 */
public record Verdict(
    @Clear String validator,
    @Clear String version,
    ValidatorKind kind,
    Outcome outcome,
    double score,
    @Personal String reason,
    List<Evidence> evidence,
    @Nullable AgentExecutionId agentExecutionId) {

  /** ERROR: the validator could not say. */
  public enum Outcome {
    PASS,
    FAIL,
    ERROR
  }

  /**
   * What a verdict rests on.
   *
   * @param quote the words, at most 500 characters
   * @param start offset in UTF-16 units into the content's text; null if it is not from there
   * @param end exclusive
   */
  public record Evidence(
      @Personal String quote,
      @Nullable Integer start,
      @Nullable Integer end,
      @Personal @Nullable String note) {}

  public Verdict {
    evidence = List.copyOf(evidence);
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException(
          "Expected a score from 0 to 1 of " + validator + ", but it is " + score);
    }
  }
}
