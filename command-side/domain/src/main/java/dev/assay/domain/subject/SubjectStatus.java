package dev.assay.domain.subject;

/** Where a data subject stands. */
public enum SubjectStatus {
  HELD,
  FREE,
  ERASED
}
