package dev.assay.query.whatif.batch;

/** What came of asking one execution: a conclusion, or none. */
enum Outcome {
  PENDING,
  SAME,
  DIFFERENT,
  NOT_COMPARABLE,
  /** The question cannot be asked of it, or was begun too often without coming to an end. */
  FAILED
}
