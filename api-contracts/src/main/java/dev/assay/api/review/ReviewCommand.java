package dev.assay.api.review;

import static dev.assay.api.envelope.Role.REVIEWER;

import dev.assay.api.access.AllowedTo;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a review may be asked. */
public sealed interface ReviewCommand {
  ReviewId reviewId();

  @AllowedTo(services = true)
  record OpenReview(
      @TargetAggregateIdentifier ReviewId reviewId,
      ValidationId validationId,
      JsonNode content,
      String contentHash,
      String reason,
      List<String> producers,
      int dueSeconds)
      implements ReviewCommand {}

  /**
   * The reviewer is the actor of the command. A wrong {@code contentHash} is {@code INVALID_STATE};
   * a reviewer who is among the producers is {@code FORBIDDEN}.
   */
  @AllowedTo(REVIEWER)
  record DecideReview(
      @TargetAggregateIdentifier ReviewId reviewId,
      ReviewDecision decision,
      String contentHash,
      String reasonCode,
      @Nullable String comment,
      @Nullable JsonNode content)
      implements ReviewCommand {}

  @AllowedTo(services = true)
  record MarkReviewOverdue(@TargetAggregateIdentifier ReviewId reviewId) implements ReviewCommand {}

  /** Its validation waits for no decision any more; ignored where it is decided. */
  @AllowedTo(services = true)
  record CloseReview(@TargetAggregateIdentifier ReviewId reviewId, String reason)
      implements ReviewCommand {}
}
