package dev.assay.query.audit.report.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the ledger says of all events that a report looks at. */
public enum LedgerFact {
  /** A published checkpoint covers them. */
  @JsonProperty("signed")
  SIGNED(
      "signed",
      "A published checkpoint covers every event of the report; its signature is of the log's key and its root that of the tree."),
  /** None is missing. */
  @JsonProperty("complete")
  COMPLETE(
      "complete",
      "Places in the record have no gap within the report's range, and at each place the event that was put there is found."),
  /** Each is as it was. */
  @JsonProperty("unaltered")
  UNALTERED(
      "unaltered",
      "Each event within the report's range hashes to the leaf that the tree was made of.");

  private final String wire;
  private final String sentence;

  LedgerFact(String wire, String sentence) {
    this.wire = wire;
    this.sentence = sentence;
  }

  public String wire() {
    return wire;
  }

  /** What holds when it holds. */
  public String sentence() {
    return sentence;
  }
}
