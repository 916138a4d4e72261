package dev.assay.domain.validation;

/** Where a validation stands in its life. */
public enum ValidationStatus {
  /** No round is open yet; left within the same append. */
  REQUESTED,
  /** A round is open: validators look at the content. */
  JUDGING,
  /** All verdicts of a round are in; left within the same append. */
  CONCLUDED,
  /** The producer mends the content. */
  REVISING,
  /** The producer could not; left within the same append. */
  REVISION_FAILED,
  /** A person is to decide. */
  ESCALATED,
  ACCEPTED,
  REJECTED,
  /** Ended without an outcome: nobody waits for it any more. */
  CANCELLED
}
