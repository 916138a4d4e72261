package dev.assay.verifier.merkle;

import dev.assay.verifier.encoding.Malformed;
import java.util.List;

/**
 * Shows that leaves are all of a tree's leaves from {@code from} to before {@code to}: the roots of
 * the complete subtrees that cover what is left and what is right of them ({@link
 * Subtree#covering}). Leaves need not be held: begin, append each, ask.
 */
public record RangeProof(long from, long to, long treeSize, List<Hash> left, List<Hash> right) {
  public RangeProof {
    left = ProofPath.bounded(left);
    right = ProofPath.bounded(right);
    if (from < 0 || from > to || to > treeSize || treeSize > Frontier.MAX_SIZE) {
      throw new Malformed(
          "Expected a range inside the tree, but it is from %d to %d of %d"
              .formatted(from, to, treeSize));
    }
  }

  /** The whole tree, which needs no hashes: its root is recomputed. */
  public static RangeProof wholeTree(long treeSize) {
    return new RangeProof(0, treeSize, treeSize, List.of(), List.of());
  }

  /** What the leaves of the range are to be appended to. */
  public Frontier begin() {
    return Frontier.of(from, left);
  }

  /** Whether the frontier, with all leaves of the range appended, belongs to this root. */
  public boolean verifies(Frontier leaves, Hash root) {
    List<Subtree> rest = Subtree.covering(to, treeSize);
    if (leaves.size() != to || right.size() != rest.size()) {
      return false;
    }
    Frontier whole = leaves.copy();
    for (int i = 0; i < rest.size(); i++) {
      whole.append(rest.get(i), right.get(i));
    }
    return whole.root().equals(root);
  }
}
