package dev.assay.query.reviews;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of reviews. */
final class ReviewViews {
  private ReviewViews() {}

  /**
   * @param status PENDING, DECIDED or CLOSED (nobody needs the decision any more)
   */
  record Summary(
      UUID reviewId,
      UUID validationId,
      String status,
      String contentHash,
      String reason,
      Instant dueAt,
      boolean overdue,
      @Nullable String decision,
      @Nullable String reviewer,
      Instant openedAt,
      @Nullable Instant decidedAt,
      @Nullable Instant closedAt) {
    static Summary of(ReviewSummary row) {
      return new Summary(
          row.id(),
          row.validationId,
          row.status,
          row.contentHash,
          row.reason,
          row.dueAt,
          row.overdue,
          row.decision,
          row.reviewer,
          row.createdAt(),
          row.decidedAt(),
          row.closedAt());
    }
  }

  /**
   * @param contentHash to be sent back with the decision: what was seen is what is decided on
   * @param producers who produced the content; none of them may decide
   * @param decidedContent the reviewer's own text; null unless the decision is EDIT
   */
  record Detail(
      UUID reviewId,
      UUID validationId,
      String status,
      @Nullable Json content,
      String contentHash,
      String reason,
      @Nullable Json producers,
      Instant dueAt,
      boolean overdue,
      @Nullable String decision,
      @Nullable String reviewer,
      @Nullable String reasonCode,
      @Nullable String comment,
      @Nullable Json decidedContent,
      Instant openedAt,
      @Nullable Instant decidedAt,
      @Nullable Instant closedAt) {
    static Detail of(Review row) {
      return new Detail(
          row.id(),
          row.validationId,
          row.status,
          Json.of(row.content),
          row.contentHash,
          row.reason,
          Json.of(row.producers),
          row.dueAt,
          row.overdue,
          row.decision,
          row.reviewer,
          row.reasonCode,
          row.comment,
          Json.of(row.decidedContent),
          row.createdAt(),
          row.decidedAt(),
          row.closedAt());
    }
  }
}
