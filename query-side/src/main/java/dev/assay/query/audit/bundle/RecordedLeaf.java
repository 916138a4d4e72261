package dev.assay.query.audit.bundle;

import dev.assay.verifier.leaf.EventLeaf;
import dev.assay.verifier.merkle.Hash;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, with its place in its tenant's tree.
 *
 * @param index from 0
 * @param leaf the leaf hash that was recorded for it
 */
public record RecordedLeaf(
    long index,
    long position,
    Hash leaf,
    UUID eventId,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    String type,
    int revision,
    Instant time,
    Content payload,
    Content metadata) {

  /**
   * Stored bytes.
   *
   * @param hash what the leaf was made of
   * @param isTombstoned whether sealed texts were removed from what is stored, with their keys
   */
  public record Content(
      @Nullable UUID salt, byte @Nullable [] stored, Hash hash, boolean isTombstoned) {
    /** The bytes, where they still are those that were hashed; null where they are not. */
    public byte @Nullable [] provable() {
      return salt != null && stored != null && EventLeaf.contentHash(salt, stored).equals(hash)
          ? stored
          : null;
    }
  }
}
