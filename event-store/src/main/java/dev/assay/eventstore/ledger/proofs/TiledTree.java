package dev.assay.eventstore.ledger.proofs;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.Subtree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One tree up to a size, read tile by tile: what proofs need of a million leaves lies in some six
 * tiles. Made for one answer and then forgotten.
 */
final class TiledTree {
  static final int TILE_WIDTH = 256;
  private static final int TILE_HEIGHT = 8;

  private record TileName(int level, long index) {}

  private final TreeHashes hashes;
  private final UUID tree;
  private final long size;
  private final Map<TileName, List<Hash>> tiles = new HashMap<>();

  TiledTree(TreeHashes hashes, UUID tree, long size) {
    this.hashes = hashes;
    this.tree = tree;
    this.size = size;
  }

  ProofMaker proofs() {
    return new ProofMaker(this::hash);
  }

  private Hash hash(Subtree subtree) {
    int level = subtree.height() / TILE_HEIGHT;
    int heightInTile = subtree.height() % TILE_HEIGHT;
    long first = subtree.index() << heightInTile;
    int from = (int) (first % TILE_WIDTH);
    List<Hash> row = tile(level, first / TILE_WIDTH).subList(from, from + (1 << heightInTile));
    while (row.size() > 1) {
      List<Hash> above = new ArrayList<>(row.size() / 2);
      for (int i = 0; i < row.size(); i += 2) {
        above.add(Hash.ofNode(row.get(i), row.get(i + 1)));
      }
      row = above;
    }
    return row.getFirst();
  }

  /** The hashes of a tile; fewer than 256 at the right edge. */
  List<Hash> tile(int level, long index) {
    return tiles.computeIfAbsent(
        new TileName(level, index),
        name -> {
          long from = index * TILE_WIDTH;
          long to = Math.min(from + TILE_WIDTH, size >> (TILE_HEIGHT * level));
          return from < to ? hashes.at(tree, level, from, to) : List.of();
        });
  }
}
