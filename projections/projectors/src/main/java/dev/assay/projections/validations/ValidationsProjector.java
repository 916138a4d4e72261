package dev.assay.projections.validations;

import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.validation.ValidationEvent.RevisionFailed;
import dev.assay.api.validation.ValidationEvent.RevisionRequested;
import dev.assay.api.validation.ValidationEvent.RoundConcluded;
import dev.assay.api.validation.ValidationEvent.RoundOpened;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.validation.ValidationEvent.ValidationEscalated;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.time.Instant;
import java.util.List;

/**
 * Fills {@code validations} and, through {@link RoundRows}, rounds and verdicts. Every event
 * changes the validation's row, so that its sequence is the aggregate's.
 */
public final class ValidationsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.VALIDATIONS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    Instant at = stored.recordedAt();
    return switch ((ValidationEvent) stored.event()) {
      case ValidationRequested e -> List.of(requested(e));
      case RoundOpened e -> List.of(validation(e).set("rounds", e.round()), RoundRows.opened(e));
      case VerdictRecorded e -> List.of(validation(e), RoundRows.verdict(e));
      case RoundConcluded e ->
          List.of(validation(e).set("score", e.score()), RoundRows.concluded(e, at));
      case RevisionRequested e -> List.of(validation(e), RoundRows.feedback(e));
      case RevisionFailed e -> List.of(validation(e), RoundRows.revisionFailed(e));
      case ValidationEscalated e -> List.of(escalated(e));
      case ValidationAccepted e ->
          List.of(
              decided(e, "ACCEPTED", at)
                  .set("rounds", e.rounds())
                  .set("score", e.score())
                  .set("decided_content", e.content())
                  .set("decided_hash", e.contentHash())
                  .set("decided_by", e.decidedBy()));
      case ValidationRejected e ->
          List.of(
              decided(e, "REJECTED", at)
                  .set("rounds", e.rounds())
                  .set("score", e.score())
                  .set("decided_content", e.content())
                  .set("decided_hash", e.contentHash())
                  .set("decided_by", e.decidedBy())
                  .set("reason", e.reason()));
      case ValidationCancelled e ->
          List.of(
              validation(e)
                  .set("status", "CANCELLED")
                  .set("reason", e.reason())
                  .set("ended_at", at));
    };
  }

  private static RowChange requested(ValidationRequested e) {
    RowChange row =
        RowChange.upsert("validations")
            .key("validation_id", e.validationId())
            .set("status", "RUNNING")
            .set("content", e.content())
            .set("content_hash", e.contentHash())
            .set("context", e.context())
            .set("pipeline", e.pipeline())
            .set("requested_by", e.requestedBy())
            .set("priority", e.priority())
            .set("rounds", 0);
    if (e.origin() != null) {
      row.set("execution_id", e.origin().executionId()).set("task_id", e.origin().taskId());
    }
    return row;
  }

  private static RowChange escalated(ValidationEscalated e) {
    return validation(e)
        .set("status", "ESCALATED")
        .set("review_id", e.reviewId())
        .set("reason", e.reason());
  }

  private static RowChange validation(ValidationEvent e) {
    return RowChange.update("validations").key("validation_id", e.validationId());
  }

  private static RowChange decided(ValidationEvent e, String outcome, Instant at) {
    return validation(e).set("status", outcome).set("decision", outcome).set("ended_at", at);
  }
}
