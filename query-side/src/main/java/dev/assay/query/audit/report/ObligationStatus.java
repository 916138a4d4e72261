package dev.assay.query.audit.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the record says of an obligation. */
enum ObligationStatus {
  /** What it names is there, and nothing mandatory is missing in it. */
  @JsonProperty("met")
  MET,
  /** Something mandatory is missing, or a fact of the ledger does not hold. */
  @JsonProperty("not-met")
  NOT_MET,
  /** Nothing of the kind happened within the report's range. */
  @JsonProperty("no-occurrence")
  NO_OCCURRENCE,
  /** The organisation must show it. */
  @JsonProperty("outside-the-record")
  OUTSIDE_THE_RECORD
}
