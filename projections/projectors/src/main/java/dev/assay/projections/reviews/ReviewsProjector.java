package dev.assay.projections.reviews;

import dev.assay.api.review.ReviewEvent;
import dev.assay.api.review.ReviewEvent.ReviewBecameOverdue;
import dev.assay.api.review.ReviewEvent.ReviewClosed;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.util.List;

/** Fills {@code reviews}. */
public final class ReviewsProjector implements Projector {
  @Override
  public ReadModel readModel() {
    return ReadModels.REVIEWS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    return List.of(
        switch ((ReviewEvent) stored.event()) {
          case ReviewOpened e ->
              RowChange.upsert("reviews")
                  .key("review_id", e.reviewId())
                  .set("validation_id", e.validationId())
                  .set("status", "PENDING")
                  .set("content", e.content())
                  .set("content_hash", e.contentHash())
                  .set("reason", e.reason())
                  .set("producers", e.producers())
                  .set("due_at", e.dueAt())
                  .set("overdue", false);
          case ReviewDecided e ->
              review(e)
                  .set("status", "DECIDED")
                  .set("decision", e.decision())
                  .set("reviewer", e.reviewer())
                  .set("reason_code", e.reasonCode())
                  .set("comment", e.comment())
                  .set("decided_content", e.content())
                  .set("ended_at", stored.recordedAt());
          case ReviewBecameOverdue e -> review(e).set("overdue", true);
          case ReviewClosed e ->
              review(e).set("status", "CLOSED").set("ended_at", stored.recordedAt());
        });
  }

  private static RowChange review(ReviewEvent e) {
    return RowChange.update("reviews").key("review_id", e.reviewId());
  }
}
