package dev.assay.eventstore.ledger.proofs;

import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.merkle.RangeProof;
import dev.assay.verifier.merkle.Subtree;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes proofs from the hashes of complete subtrees, by the recursive definitions of RFC 9162
 * section 2.1.
 */
final class ProofMaker {
  private final Function<Subtree, Hash> hashes;

  ProofMaker(Function<Subtree, Hash> hashes) {
    this.hashes = hashes;
  }

  Hash root(long size) {
    return hash(0, size);
  }

  InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(
          "Expected an index below the size " + size + ", but it is " + index);
    }
    List<Hash> path = new ArrayList<>();
    addPath(path, index, 0, size);
    return new InclusionProof(index, size, path);
  }

  ConsistencyProof consistency(long from, long to) {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException(
          "Expected sizes of which the second is no smaller, but they are %d and %d"
              .formatted(from, to));
    }
    List<Hash> path = new ArrayList<>();
    if (from > 0) {
      addSubproof(path, from, 0, to, true);
    }
    return new ConsistencyProof(from, to, path);
  }

  RangeProof range(long from, long to, long size) {
    return new RangeProof(from, to, size, covering(0, from), covering(to, size));
  }

  private List<Hash> covering(long from, long to) {
    return Subtree.covering(from, to).stream().map(hashes).toList();
  }

  /** PATH(m, D[from:to]), where m counts from the first leaf of all. */
  private void addPath(List<Hash> path, long m, long from, long to) {
    if (to - from == 1) {
      return;
    }
    long middle = from + Long.highestOneBit(to - from - 1);
    if (m < middle) {
      addPath(path, m, from, middle);
      path.add(hash(middle, to));
    } else {
      addPath(path, m, middle, to);
      path.add(hash(from, middle));
    }
  }

  /** SUBPROOF(m, D[from:to], whole), where m counts from the first leaf of all. */
  private void addSubproof(List<Hash> path, long m, long from, long to, boolean whole) {
    if (m == to) {
      if (!whole) {
        path.add(hash(from, to));
      }
      return;
    }
    long middle = from + Long.highestOneBit(to - from - 1);
    if (m <= middle) {
      addSubproof(path, m, from, middle, whole);
      path.add(hash(middle, to));
    } else {
      addSubproof(path, m, middle, to, false);
      path.add(hash(from, middle));
    }
  }

  /** MTH(D[from:to]), where the range is one that the definitions ask for. */
  private Hash hash(long from, long to) {
    List<Hash> subtrees = covering(from, to);
    if (subtrees.isEmpty()) {
      return Hash.ofEmptyTree();
    }
    Hash root = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      root = Hash.ofNode(subtrees.get(i), root);
    }
    return root;
  }
}
