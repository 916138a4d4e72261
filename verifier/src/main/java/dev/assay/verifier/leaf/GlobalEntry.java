package dev.assay.verifier.leaf;

import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.nio.ByteBuffer;

/**
 * An entry of the global log: 33 bytes that tell an outsider nothing but that something is there.
 */
public final class GlobalEntry {
  /** Bytes of an entry. */
  public static final int LENGTH = 1 + Hash.LENGTH;

  private static final byte EVENT = 0x01;
  private static final byte TENANT_CHECKPOINT = 0x02;

  private GlobalEntry() {}

  /** The entry of an event, by its leaf hash in its tenant's tree. */
  public static byte[] ofEvent(Hash tenantLeaf) {
    return entry(EVENT, tenantLeaf);
  }

  /** The entry of a tenant's checkpoint, by its body. */
  public static byte[] ofTenantCheckpoint(Checkpoint checkpoint) {
    byte[] body = Utf8.encode(checkpoint.body());
    return entry(TENANT_CHECKPOINT, Hash.sha256(body));
  }

  private static byte[] entry(byte kind, Hash hash) {
    return ByteBuffer.allocate(LENGTH).put(kind).put(hash.bytes()).array();
  }
}
