package dev.assay.projections.validations;

import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.validation.Verdict;
import dev.assay.projections.runner.RowChange;
import java.time.Instant;

/** The rows of {@code validation_rounds} and {@code validation_verdicts}. */
final class RoundRows {
  private RoundRows() {}

  static RowChange opened(RoundOpened e) {
    return RowChange.upsert("validation_rounds")
        .key("validation_id", e.validationId())
        .key("round", e.round())
        .set("content", e.content())
        .set("content_hash", e.contentHash())
        .set("validators", e.validators());
  }

  static RowChange verdict(VerdictRecorded e) {
    Verdict verdict = e.verdict();
    return RowChange.upsert("validation_verdicts")
        .key("validation_id", e.validationId())
        .key("round", e.round())
        .key("validator", verdict.validator())
        .set("version", verdict.version())
        .set("kind", verdict.kind())
        .set("outcome", verdict.outcome())
        .set("score", verdict.score())
        .set("reason", verdict.reason())
        .set("evidence", verdict.evidence())
        .set("agent_execution_id", verdict.agentExecutionId());
  }

  static RowChange concluded(RoundConcluded e, Instant at) {
    return round(e, e.round())
        .set("passed", e.passed())
        .set("score", e.score())
        .set("ended_at", at);
  }

  static RowChange feedback(RevisionRequested e) {
    return round(e, e.round()).set("feedback", e.feedback());
  }

  static RowChange revisionFailed(RevisionFailed e) {
    return round(e, e.round()).set("revision_failure", e.reason());
  }

  private static RowChange round(ValidationEvent e, int round) {
    return RowChange.update("validation_rounds")
        .key("validation_id", e.validationId())
        .key("round", round);
  }
}
