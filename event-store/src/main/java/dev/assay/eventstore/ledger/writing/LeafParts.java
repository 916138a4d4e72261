package dev.assay.eventstore.ledger.writing;

import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.merkle.Hash;
import java.util.UUID;

/**
 * An event as the ledger sees it, before it has its place.
 *
 * @param recordedAtMicros microseconds since 1970
 * @param payloadHash of salt and stored bytes, and so {@code metadataHash}
 */
public record LeafParts(
    UUID eventId,
    UUID tenantId,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    String type,
    int revision,
    long recordedAtMicros,
    Hash payloadHash,
    Hash metadataHash) {

  /** The leaf at a place of the tenant's tree. */
  public EventLeaf leaf(UUID pseudonym, long tenantPosition) {
    return new EventLeaf(
        eventId,
        pseudonym,
        tenantPosition,
        aggregateId,
        sequence,
        recordedAtMicros,
        revision,
        aggregateType,
        type,
        payloadHash,
        metadataHash);
  }
}
