package dev.assay.api.review;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventName;
import dev.assay.api.id.ReviewId;
import dev.assay.api.id.ValidationId;
import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What happens to a person's task to decide on content. */
public sealed interface ReviewEvent extends DomainEvent {
  ReviewId reviewId();

  /**
   * @param producers who produced the content; none of them may decide
   */
  @EventName("review.opened")
  record ReviewOpened(
      ReviewId reviewId,
      ValidationId validationId,
      @Personal JsonNode content,
      @Personal String contentHash,
      @Personal String reason,
      @Clear List<String> producers,
      Instant dueAt)
      implements ReviewEvent {}

  /**
   * @param contentHash the hash of the content that the reviewer was shown
   * @param content the reviewer's own text; null unless the decision is EDIT
   */
  @EventName("review.decided")
  record ReviewDecided(
      ReviewId reviewId,
      ValidationId validationId,
      ReviewDecision decision,
      @Clear String reviewer,
      @Personal String contentHash,
      @Clear String reasonCode,
      @Personal @Nullable String comment,
      @Personal @Nullable JsonNode content)
      implements ReviewEvent {}

  /** The due time has passed without a decision; the review stays open. */
  @EventName("review.became-overdue")
  record ReviewBecameOverdue(ReviewId reviewId, ValidationId validationId) implements ReviewEvent {}

  /** Nobody needs the decision any more, and nobody may make it. */
  @EventName("review.closed")
  record ReviewClosed(ReviewId reviewId, ValidationId validationId, @Personal String reason)
      implements ReviewEvent {}
}
