package dev.assay.domain.validation;

import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import dev.assay.domain.validation.check.Checks;
import dev.assay.domain.validation.check.QuotePlace;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Verdicts as they are kept: none too long, none missing. */
final class Verdicts {
  private static final int MAX_REASON_CHARS = 2_000;
  private static final int MAX_QUOTE_CHARS = 500;
  private static final int MAX_EVIDENCE = 50;

  private Verdicts() {}

  /**
   * A verdict whose texts keep their limits (what a judge said too lengthily is cut) and whose
   * quotes have their places in the content that was judged.
   */
  static Verdict kept(Verdict verdict, JsonNode content) {
    List<Evidence> evidence =
        verdict.evidence().stream()
            .limit(MAX_EVIDENCE)
            .map(Verdicts::bounded)
            .map(bounded -> QuotePlace.located(bounded, content))
            .toList();
    return new Verdict(
        verdict.validator(),
        Feedback.clip(verdict.version(), MAX_QUOTE_CHARS),
        verdict.kind(),
        verdict.outcome(),
        verdict.score(),
        Feedback.clip(verdict.reason(), MAX_REASON_CHARS),
        evidence,
        verdict.agentExecutionId());
  }

  /** Stands for a verdict that did not come in time. */
  static Verdict missing(ValidatorSpec validator, int timeoutSeconds) {
    String version =
        validator.kind() == ValidatorKind.JUDGE
            ? String.valueOf(validator.judgeAgent())
            : Checks.version(validator);
    return new Verdict(
        validator.name(),
        version,
        validator.kind(),
        Outcome.ERROR,
        0,
        "Expected a verdict within %d seconds, but there is none".formatted(timeoutSeconds),
        List.of(),
        null);
  }

  private static Evidence bounded(Evidence evidence) {
    String note = evidence.note();
    return new Evidence(
        Feedback.clip(evidence.quote(), MAX_QUOTE_CHARS),
        evidence.start(),
        evidence.end(),
        note == null ? null : Feedback.clip(note, MAX_QUOTE_CHARS));
  }
}
