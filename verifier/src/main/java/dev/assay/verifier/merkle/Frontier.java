package dev.assay.verifier.merkle;

import dev.assay.verifier.encoding.Malformed;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * All that is needed of a tree to append to it and to know its root: its size and the roots of the
 * complete subtrees that it is made of, the largest first. Not safe for use by many threads.
 */
public final class Frontier {
  /** More leaves than this are refused; no log comes near. */
  public static final long MAX_SIZE = 1L << 62;

  private final List<Hash> peaks;
  private long size;

  private Frontier(long size, List<Hash> peaks) {
    this.size = size;
    this.peaks = peaks;
  }

  public static Frontier empty() {
    return new Frontier(0, new ArrayList<>());
  }

  public static Frontier of(long size, List<Hash> peaks) {
    if (size < 0 || size > MAX_SIZE) {
      throw new Malformed("Expected a tree size from 0 to 2^62, but it is " + size);
    }
    if (peaks.size() != Long.bitCount(size)) {
      throw new Malformed(
          "Expected %d subtrees for a tree of size %d, but there are %d"
              .formatted(Long.bitCount(size), size, peaks.size()));
    }
    return new Frontier(size, new ArrayList<>(peaks));
  }

  /** Reads what {@link #toBytes} wrote. */
  public static Frontier fromBytes(byte[] bytes) {
    if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % Hash.LENGTH != 0) {
      throw new Malformed("Expected 8 + n × 32 bytes of a frontier, but there are " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long size = buffer.getLong();
    List<Hash> peaks = new ArrayList<>();
    byte[] peak = new byte[Hash.LENGTH];
    while (buffer.hasRemaining()) {
      buffer.get(peak);
      peaks.add(Hash.of(peak));
    }
    return of(size, peaks);
  }

  /** The size (u64, big-endian), then each peak. */
  public byte[] toBytes() {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + peaks.size() * Hash.LENGTH);
    buffer.putLong(size);
    peaks.forEach(peak -> buffer.put(peak.bytes()));
    return buffer.array();
  }

  public Frontier copy() {
    return new Frontier(size, new ArrayList<>(peaks));
  }

  public long size() {
    return size;
  }

  /** The roots of the complete subtrees, the largest first. */
  public List<Hash> peaks() {
    return List.copyOf(peaks);
  }

  public Hash root() {
    if (peaks.isEmpty()) {
      return Hash.ofEmptyTree();
    }
    Hash root = peaks.get(peaks.size() - 1);
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = Hash.ofNode(peaks.get(i), root);
    }
    return root;
  }

  public void append(Hash leaf) {
    append(leaf, TileListener.NONE);
  }

  /** Appends a leaf and tells of every full tile that it completes, the lowest first. */
  public void append(Hash leaf, TileListener listener) {
    grow(Subtree.leaf(size), leaf, listener);
  }

  /** Appends a complete subtree of which only the root is known. */
  public void append(Subtree subtree, Hash root) {
    if (subtree.from() != size) {
      throw new Malformed(
          "Expected a subtree that starts at %d, but it starts at %d"
              .formatted(size, subtree.from()));
    }
    grow(subtree, root, TileListener.NONE);
  }

  private void grow(Subtree subtree, Hash root, TileListener listener) {
    if (subtree.to() > MAX_SIZE) {
      throw new Malformed("Expected a tree of at most 2^62 leaves, but it would be larger");
    }
    Subtree grown = subtree;
    Hash hash = root;
    while (grown.isRightChild()) {
      hash = Hash.ofNode(peaks.remove(peaks.size() - 1), hash);
      grown = grown.parent();
      if (grown.isTile()) {
        listener.completed(grown.tileLevel(), grown.index(), hash);
      }
    }
    peaks.add(hash);
    size = subtree.to();
  }
}
