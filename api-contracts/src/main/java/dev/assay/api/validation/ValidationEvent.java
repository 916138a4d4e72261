package dev.assay.api.validation;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens in a validation. */
public sealed interface ValidationEvent extends DomainEvent {
  ValidationId validationId();

  /** An event that the task behind the validation waits for. */
  sealed interface Settled extends ValidationEvent {
    @Nullable ValidationOrigin origin();

    /** The id that a process manager is associated with; null where nobody waits. */
    default @Nullable UUID originExecutionId() {
      ValidationOrigin origin = origin();
      return origin == null ? null : origin.executionId().value();
    }
  }

  /**
   * @param requestedBy the person or program that asked; may not decide on a review of it
   */
  @EventName("validation.requested")
  record ValidationRequested(
      ValidationId validationId,
      @Personal JsonNode content,
      @Personal String contentHash,
      @Personal @Nullable JsonNode context,
      PipelineSpec pipeline,
      @Clear String requestedBy,
      int priority,
      @Nullable ValidationOrigin origin)
      implements ValidationEvent {}

  /** All validators are to look at this content now. Rounds count from 1. */
  @EventName("validation.round-opened")
  record RoundOpened(
      ValidationId validationId,
      int round,
      @Personal JsonNode content,
      @Personal String contentHash,
      @Personal @Nullable JsonNode context,
      List<ValidatorSpec> validators,
      int timeoutSeconds,
      int priority)
      implements ValidationEvent {}

  @EventName("validation.verdict-recorded")
  record VerdictRecorded(ValidationId validationId, int round, Verdict verdict)
      implements ValidationEvent {}

  /** All verdicts are in (or the time is over) and have been combined. */
  @EventName("validation.round-concluded")
  record RoundConcluded(ValidationId validationId, int round, boolean passed, double score)
      implements ValidationEvent {}

  /**
   * @param round the round whose content was refused
   * @param feedback what to mend, as text for the producer
   */
  @EventName("validation.revision-requested")
  record RevisionRequested(
      ValidationId validationId,
      int round,
      @Personal JsonNode content,
      @Personal String feedback,
      ProducerSpec producer,
      int timeoutSeconds,
      int priority)
      implements ValidationEvent {}

  @EventName("validation.revision-failed")
  record RevisionFailed(ValidationId validationId, int round, @Personal String reason)
      implements ValidationEvent {}

  /** The outcome is for a person. */
  @EventName("validation.escalated")
  record ValidationEscalated(
      ValidationId validationId,
      int round,
      ReviewId reviewId,
      @Personal JsonNode content,
      @Personal String contentHash,
      @Personal String reason,
      @Clear List<String> producers,
      int reviewDueSeconds,
      @Nullable ValidationOrigin origin)
      implements Settled {}

  /**
   * @param content as accepted; differs from the last round's where a person edited it
   * @param decidedBy the person who decided; null where the policy did
   */
  @EventName("validation.accepted")
  record ValidationAccepted(
      ValidationId validationId,
      int rounds,
      @Personal JsonNode content,
      @Personal String contentHash,
      double score,
      @Clear @Nullable String decidedBy,
      @Nullable ValidationOrigin origin)
      implements Settled {}

  @EventName("validation.rejected")
  record ValidationRejected(
      ValidationId validationId,
      int rounds,
      @Personal JsonNode content,
      @Personal String contentHash,
      double score,
      @Personal String reason,
      @Clear @Nullable String decidedBy,
      @Nullable ValidationOrigin origin)
      implements Settled {}

  /**
   * It ends without an outcome.
   *
   * @param rounds how many were opened
   * @param reviewId the review that a person need not decide any more; null where there is none
   */
  @EventName("validation.cancelled")
  record ValidationCancelled(
      ValidationId validationId,
      int rounds,
      @Nullable ReviewId reviewId,
      @Personal String reason,
      @Nullable ValidationOrigin origin)
      implements Settled {}
}
