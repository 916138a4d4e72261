package dev.assay.domain.validation.check;

import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import java.util.List;

/**
 * What a check says of content.
 *
 * @param score 0 to 1
 * @param reason one sentence
 */
record Finding(Outcome outcome, double score, String reason, List<Evidence> evidence) {
  static Finding pass(String reason) {
    return new Finding(Outcome.PASS, 1, reason, List.of());
  }

  static Finding fail(double score, String reason, List<Evidence> evidence) {
    return new Finding(Outcome.FAIL, score, reason, evidence);
  }

  static Finding error(String reason) {
    return new Finding(Outcome.ERROR, 0, reason, List.of());
  }
}
