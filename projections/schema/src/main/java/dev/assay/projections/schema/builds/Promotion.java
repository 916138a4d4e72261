package dev.assay.projections.schema.builds;

/** When a build takes the place of the live one. */
public enum Promotion {
  /** As soon as it is ready, unless it was comparable with the live one and differs. */
  AUTO,
  /** When an operator says so. */
  MANUAL,
  /** An operator has said so. */
  NOW
}
