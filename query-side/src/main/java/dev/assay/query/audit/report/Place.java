package dev.assay.query.audit.report;

import dev.assay.query.audit.bundle.RecordedLeaf;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/** Which event is meant, and where it is proved to be in the record. */
record Place(
    long position,
    UUID eventId,
    String type,
    int revision,
    Instant time,
    @Schema(description = "Where its inclusion in the report's checkpoint is proved")
        String proof) {
  private static final String PROOF = "/api/v1/audit/proofs/inclusion?eventId=";

  static Place of(RecordedLeaf leaf, long treeSize) {
    return new Place(
        leaf.position(),
        leaf.eventId(),
        leaf.type(),
        leaf.revision(),
        leaf.time(),
        PROOF + leaf.eventId() + "&treeSize=" + treeSize);
  }
}
