package dev.assay.domain.review;

import static dev.assay.domain.review.ReviewStatus.CLOSED;
import static dev.assay.domain.review.ReviewStatus.DECIDED;
import static dev.assay.domain.review.ReviewStatus.OPEN;
import static dev.assay.domain.review.ReviewStatus.OVERDUE;

import dev.assay.api.review.ReviewEvent;
import dev.assay.api.review.ReviewEvent.ReviewBecameOverdue;
import dev.assay.api.review.ReviewEvent.ReviewClosed;
import dev.assay.api.review.ReviewEvent.ReviewDecided;
import dev.assay.api.review.ReviewEvent.ReviewOpened;
import dev.assay.domain.LifeCycle;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a review add up to.
 *
 * @param decided null until a person has decided
 */
record ReviewState(ReviewStatus status, ReviewOpened opened, @Nullable ReviewDecided decided) {
  static final LifeCycle<ReviewStatus> LIFE_CYCLE =
      LifeCycle.of("Review", ReviewStatus.class)
          .starting(ReviewOpened.class, OPEN)
          .on(OPEN, ReviewBecameOverdue.class, OVERDUE)
          .onAny(EnumSet.of(OPEN, OVERDUE), ReviewDecided.class, DECIDED)
          .onAny(EnumSet.of(OPEN, OVERDUE), ReviewClosed.class, CLOSED)
          .build();

  static ReviewState of(ReviewOpened event) {
    return new ReviewState(LIFE_CYCLE.after(null, event), event, null);
  }

  /** The one way in which events change it; only the creating event finds none. */
  static ReviewState evolved(@Nullable ReviewState state, ReviewEvent event) {
    if (state != null) {
      return state.after(event);
    }
    if (event instanceof ReviewOpened opened) {
      return of(opened);
    }
    throw new IllegalStateException("Expected a history that begins with ReviewOpened");
  }

  ReviewState after(ReviewEvent event) {
    ReviewStatus next = LIFE_CYCLE.after(status, event);
    return switch (event) {
      case ReviewOpened e -> of(e);
      case ReviewBecameOverdue e -> new ReviewState(next, opened, decided);
      case ReviewDecided e -> new ReviewState(next, opened, e);
      case ReviewClosed e -> new ReviewState(next, opened, decided);
    };
  }

  boolean isOver() {
    return LIFE_CYCLE.isFinal(status);
  }
}
