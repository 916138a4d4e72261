package dev.assay.verifier.merkle;

import java.util.ArrayList;
import java.util.List;

/**
 * A complete subtree: the leaves from {@code index · 2^height} to before {@code (index + 1) ·
 * 2^height}.
 */
public record Subtree(int height, long index) {
  /** Levels of the tree in one tile. */
  private static final int TILE_HEIGHT = 8;

  public Subtree {
    if (height < 0 || height > 62 || index < 0 || index > (Frontier.MAX_SIZE >> height)) {
      throw new IllegalArgumentException(
          "Expected a subtree below 2^62 leaves, but it has height %d and index %d"
              .formatted(height, index));
    }
  }

  static Subtree leaf(long index) {
    return new Subtree(0, index);
  }

  /**
   * The fewest complete subtrees that together are the leaves from {@code from} to before {@code
   * to}, from left to right. From 0 they are the peaks of a tree of size {@code to}.
   */
  public static List<Subtree> covering(long from, long to) {
    if (from < 0 || from > to || to > Frontier.MAX_SIZE) {
      throw new IllegalArgumentException(
          "Expected a range of leaves, but it is from %d to %d".formatted(from, to));
    }
    List<Subtree> covering = new ArrayList<>();
    long next = from;
    while (next < to) {
      int fits = 63 - Long.numberOfLeadingZeros(to - next);
      int height = Math.min(fits, Long.numberOfTrailingZeros(next));
      Subtree subtree = new Subtree(height, next >> height);
      covering.add(subtree);
      next = subtree.to();
    }
    return covering;
  }

  /** The first leaf. */
  public long from() {
    return index << height;
  }

  /** The leaf after the last. */
  public long to() {
    return (index + 1) << height;
  }

  boolean isRightChild() {
    return (index & 1) == 1;
  }

  Subtree parent() {
    return new Subtree(height + 1, index >> 1);
  }

  boolean isTile() {
    return height > 0 && height % TILE_HEIGHT == 0;
  }

  int tileLevel() {
    return height / TILE_HEIGHT;
  }
}
