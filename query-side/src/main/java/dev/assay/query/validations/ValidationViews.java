package dev.assay.query.validations;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of validations. */
final class ValidationViews {
  private ValidationViews() {}

  /** The task that waits for the validation. */
  record Origin(UUID executionId, @Nullable UUID taskId) {
    static @Nullable Origin of(ValidationColumns row) {
      return row.executionId == null ? null : new Origin(row.executionId, row.taskId);
    }
  }

  /**
   * @param outcome ACCEPTED or REJECTED; null while it is not decided
   * @param rounds how many have been opened
   */
  record Summary(
      UUID validationId,
      String status,
      @Nullable Double score,
      String contentHash,
      String requestedBy,
      @Nullable Origin origin,
      int rounds,
      @Nullable String outcome,
      @Nullable UUID reviewId,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Summary of(ValidationSummary row) {
      return new Summary(
          row.id(),
          row.status,
          row.score,
          row.contentHash,
          row.requestedBy,
          Origin.of(row),
          row.rounds,
          row.decision,
          row.reviewId,
          row.createdAt(),
          row.endedAt);
    }
  }

  record VerdictView(
      String validator,
      String version,
      String kind,
      String outcome,
      double score,
      String reason,
      @Nullable Json evidence,
      @Nullable UUID agentExecutionId,
      Instant recordedAt) {
    static VerdictView of(ValidationVerdict row) {
      return new VerdictView(
          row.validator,
          row.version,
          row.kind,
          row.outcome,
          row.score,
          row.reason,
          Json.of(row.evidence),
          row.agentExecutionId,
          row.createdAt());
    }
  }

  /**
   * @param passed null while verdicts are missing
   * @param feedback what the producer was asked to mend; null where it was not asked
   */
  record RoundView(
      int round,
      @Nullable Json content,
      String contentHash,
      @Nullable Boolean passed,
      @Nullable Double score,
      List<VerdictView> verdicts,
      @Nullable String feedback,
      @Nullable String revisionFailure,
      Instant openedAt,
      @Nullable Instant concludedAt) {
    static RoundView of(ValidationRound row, List<ValidationVerdict> verdicts) {
      return new RoundView(
          row.round,
          Json.of(row.content),
          row.contentHash,
          row.passed,
          row.score,
          verdicts.stream().filter(it -> it.round == row.round).map(VerdictView::of).toList(),
          row.feedback,
          row.revisionFailure,
          row.createdAt(),
          row.endedAt);
    }
  }

  /**
   * @param outcome ACCEPTED or REJECTED
   * @param decidedBy the person; null where the policy decided
   */
  record Decision(
      String outcome,
      @Nullable Json content,
      @Nullable String contentHash,
      @Nullable String reason,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt) {
    static @Nullable Decision of(Validation row) {
      return row.decision == null
          ? null
          : new Decision(
              row.decision,
              Json.of(row.decidedContent),
              row.decidedHash,
              row.reason,
              row.decidedBy,
              row.endedAt);
    }
  }

  /**
   * @param status RUNNING, ACCEPTED, REJECTED, ESCALATED or CANCELLED
   * @param score of the last round that was concluded
   * @param reason why it was rejected, escalated or cancelled
   */
  record Detail(
      UUID validationId,
      String status,
      @Nullable Double score,
      @Nullable Json content,
      String contentHash,
      @Nullable Json context,
      @Nullable Json pipeline,
      String requestedBy,
      @Nullable Origin origin,
      List<RoundView> rounds,
      @Nullable String reason,
      @Nullable UUID reviewId,
      @Nullable Decision decision,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Detail of(
        Validation row, List<ValidationRound> rounds, List<ValidationVerdict> verdicts) {
      return new Detail(
          row.id(),
          row.status,
          row.score,
          Json.of(row.content),
          row.contentHash,
          Json.of(row.context),
          Json.of(row.pipeline),
          row.requestedBy,
          Origin.of(row),
          rounds.stream().map(round -> RoundView.of(round, verdicts)).toList(),
          row.reason,
          row.reviewId,
          Decision.of(row),
          row.createdAt(),
          row.endedAt);
    }
  }
}
