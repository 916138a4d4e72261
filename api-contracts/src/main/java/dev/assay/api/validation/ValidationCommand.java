package dev.assay.api.validation;

import static dev.assay.api.envelope.Role.AGENT_RUNNER;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.review.ReviewDecision;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a validation may be asked. */
public sealed interface ValidationCommand {
  ValidationId validationId();

  @AllowedTo(value = AGENT_RUNNER, services = true)
  record RequestValidation(
      @TargetAggregateIdentifier ValidationId validationId,
      JsonNode content,
      @Nullable JsonNode context,
      PipelineSpec pipeline,
      int priority,
      @Nullable ValidationOrigin origin)
      implements ValidationCommand {}

  /**
   * Runs a computed validator (not a judge) of an open round within fixed budgets and records its
   * verdict; ignored where that verdict is there already.
   */
  @AllowedTo(services = true)
  record RunCheck(@TargetAggregateIdentifier ValidationId validationId, int round, String validator)
      implements ValidationCommand {}

  /** A second verdict of the same validator in the same round is ignored. */
  @AllowedTo(services = true)
  record RecordVerdict(
      @TargetAggregateIdentifier ValidationId validationId, int round, Verdict verdict)
      implements ValidationCommand {}

  /** Verdicts still missing are recorded as ERROR and the round is concluded. */
  @AllowedTo(services = true)
  record TimeOutRound(@TargetAggregateIdentifier ValidationId validationId, int round)
      implements ValidationCommand {}

  /** The producer has revised the content that round {@code round} refused. */
  @AllowedTo(services = true)
  record SubmitRevision(
      @TargetAggregateIdentifier ValidationId validationId, int round, JsonNode content)
      implements ValidationCommand {}

  @AllowedTo(services = true)
  record FailRevision(
      @TargetAggregateIdentifier ValidationId validationId, int round, String reason)
      implements ValidationCommand {}

  /** A person has decided. */
  @AllowedTo(services = true)
  record ApplyReviewDecision(
      @TargetAggregateIdentifier ValidationId validationId,
      ReviewId reviewId,
      ReviewDecision decision,
      String reviewer,
      String reason,
      @Nullable JsonNode content)
      implements ValidationCommand {}

  /** Nobody waits for the outcome any more; ignored where there is one. */
  @AllowedTo(services = true)
  record CancelValidation(@TargetAggregateIdentifier ValidationId validationId, String reason)
      implements ValidationCommand {}
}
