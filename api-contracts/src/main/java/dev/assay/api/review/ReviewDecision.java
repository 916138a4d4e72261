package dev.assay.api.review;

/** What a person decides on content. EDIT approves the person's own text. */
public enum ReviewDecision {
  APPROVE,
  REJECT,
  EDIT
}
