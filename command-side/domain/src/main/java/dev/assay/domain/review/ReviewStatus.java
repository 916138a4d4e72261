package dev.assay.domain.review;

/** Where a review stands in its life. */
public enum ReviewStatus {
  OPEN,
  /** Still open, but late. */
  OVERDUE,
  DECIDED,
  /** Nobody needs the decision any more. */
  CLOSED
}
