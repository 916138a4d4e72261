package dev.assay.verifier.merkle;

/** Hears of subtrees of 256, 256², … leaves when they become complete. */
@FunctionalInterface
public interface TileListener {
  /** For whom only the root counts. */
  TileListener NONE = (level, index, hash) -> {};

  /**
   * The hash of the leaves from {@code index · 256^level} to before {@code (index + 1) ·
   * 256^level}: what C2SP tlog-tiles has in a tile of that level (1 or more) at that index.
   */
  void completed(int level, long index, Hash hash);
}
