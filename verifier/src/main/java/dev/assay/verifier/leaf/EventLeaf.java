package dev.assay.verifier.leaf;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.merkle.Hash;
import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * An event as an entry of its tenant's tree. What the event says is there by its hash only, so that
 * it can be withheld or erased and the leaf still verifies.
 *
 * @param tenantPosition dense from 1; the leaf's index is one less
 * @param sequence dense from 0 within the aggregate
 * @param recordedAtMicros microseconds since 1970
 * @param payloadHash {@link #contentHash} of the stored payload
 * @param metadataHash {@link #contentHash} of the stored metadata
 */
public record EventLeaf(
    UUID eventId,
    UUID tenantPseudonym,
    long tenantPosition,
    UUID aggregateId,
    long sequence,
    long recordedAtMicros,
    int revision,
    String aggregateType,
    String type,
    Hash payloadHash,
    Hash metadataHash) {
  /** First byte of the canonical bytes. */
  public static final byte VERSION = 1;

  private static final int FIXED_BYTES = 1 + 3 * 16 + 3 * Long.BYTES + Integer.BYTES;
  private static final int LONGEST_NAME = 0xFFFF;

  public EventLeaf {
    if (tenantPosition < 1 || sequence < 0 || revision < 1) {
      throw new Malformed(
          "Expected position from 1, sequence from 0 and revision from 1, but found %d, %d, %d"
              .formatted(tenantPosition, sequence, revision));
    }
  }

  /** The hash of stored bytes and the salt that keeps them from being guessed by it. */
  public static Hash contentHash(UUID salt, byte[] stored) {
    byte[] salted =
        ByteBuffer.allocate(16)
            .putLong(salt.getMostSignificantBits())
            .putLong(salt.getLeastSignificantBits())
            .array();
    return Hash.sha256(salted, stored);
  }

  /** The canonical bytes; docs/reference/ledger.md lists them. */
  public byte[] bytes() {
    byte[] aggregateTypeBytes = name(aggregateType);
    byte[] typeBytes = name(type);
    ByteBuffer bytes =
        ByteBuffer.allocate(
            FIXED_BYTES
                + 2 * Short.BYTES
                + aggregateTypeBytes.length
                + typeBytes.length
                + 2 * Hash.LENGTH);
    bytes.put(VERSION);
    put(bytes, eventId);
    put(bytes, tenantPseudonym);
    bytes.putLong(tenantPosition);
    put(bytes, aggregateId);
    bytes.putLong(sequence).putLong(recordedAtMicros).putInt(revision);
    bytes.putShort((short) aggregateTypeBytes.length).put(aggregateTypeBytes);
    bytes.putShort((short) typeBytes.length).put(typeBytes);
    return bytes.put(payloadHash.bytes()).put(metadataHash.bytes()).array();
  }

  /** The leaf hash in the tenant's tree. */
  public Hash hash() {
    return Hash.ofLeaf(bytes());
  }

  private static void put(ByteBuffer bytes, UUID id) {
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  private static byte[] name(String text) {
    byte[] bytes = Utf8.encode(text);
    if (bytes.length > LONGEST_NAME) {
      throw new Malformed("Expected a type name of at most 65535 bytes, but it is longer");
    }
    return bytes;
  }
}
