package dev.assay.verifier.merkle;

import dev.assay.verifier.encoding.CanonicalBase64;
import dev.assay.verifier.encoding.Malformed;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A SHA-256 hash. Leaves and inner nodes are hashed with different first bytes (RFC 6962 section
 * 2.1), so that none can be passed off as the other.
 */
public final class Hash {
  /** Bytes in a hash. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;
  private static final Hash EMPTY_TREE = sha256();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A hash that was computed elsewhere. */
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new Malformed("Expected a hash of 32 bytes, but it has " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  public static Hash fromBase64(String text) {
    return of(CanonicalBase64.decode(text));
  }

  /** The hash of the parts one after the other. */
  public static Hash sha256(byte[]... parts) {
    MessageDigest digest = digest();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  /** The hash of a log entry. */
  public static Hash ofLeaf(byte[] entry) {
    MessageDigest digest = digest();
    digest.update(LEAF);
    digest.update(entry);
    return new Hash(digest.digest());
  }

  /** The hash of an inner node. */
  public static Hash ofNode(Hash left, Hash right) {
    MessageDigest digest = digest();
    digest.update(NODE);
    digest.update(left.bytes);
    digest.update(right.bytes);
    return new Hash(digest.digest());
  }

  /** The root of a tree without leaves: the hash of nothing. */
  public static Hash ofEmptyTree() {
    return EMPTY_TREE;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return CanonicalBase64.encode(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException("Every Java platform has SHA-256", never);
    }
  }
}
