package dev.assay.projections.schema.builds;

/** What a build is for. */
public enum BuildState {
  /** Filled in bulk, up to where the record ended when it began. */
  LOADING,
  /** Follows the record, but is not yet where the live one is. */
  CATCHING_UP,
  /** Compared with the live one; can be promoted. */
  READY,
  /** What queries read. */
  LIVE,
  /** Was live; follows the record for a time, as a way back. */
  RETIRED,
  /** Given up; nobody ever read it. */
  ABORTED,
  /** Its rows are gone. */
  DROPPED;

  /** Beside the live one, on its way to take its place. */
  public boolean isNext() {
    return this == LOADING || this == CATCHING_UP || this == READY;
  }

  /** Its tables follow the record, event by event. */
  public boolean follows() {
    return this == CATCHING_UP || this == READY || this == LIVE || this == RETIRED;
  }
}
