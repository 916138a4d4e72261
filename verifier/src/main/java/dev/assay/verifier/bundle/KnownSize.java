package dev.assay.verifier.bundle;

import dev.assay.verifier.merkle.Frontier;
import dev.assay.verifier.merkle.Hash;
import java.util.Optional;

/** Catches the root that a growing tree had at one size. */
final class KnownSize {
  private final long size;
  private Optional<Hash> root = Optional.empty();

  /** A size that no tree has asks for nothing. */
  KnownSize(long size) {
    this.size = size;
  }

  void look(Frontier tree) {
    if (tree.size() == size) {
      root = Optional.of(tree.root());
    }
  }

  Optional<Hash> root() {
    return root;
  }
}
