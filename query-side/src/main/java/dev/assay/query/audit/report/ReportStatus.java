package dev.assay.query.audit.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of a report. */
enum ReportStatus {
  /** No obligation is not met. Those outside the record are for the organisation to show. */
  @JsonProperty("passed")
  PASSED,
  /** At least one is not met. */
  @JsonProperty("failed")
  FAILED;

  String wire() {
    return this == PASSED ? "passed" : "failed";
  }
}
