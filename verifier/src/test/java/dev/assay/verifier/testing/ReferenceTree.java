package dev.assay.verifier.testing;

import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.merkle.RangeProof;
import dev.assay.verifier.merkle.Subtree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree held in memory that follows the recursive definitions of RFC 6962 section 2.1 letter by
 * letter, and shares no code with what it is compared to.
 */
public record ReferenceTree(List<Hash> leaves) {
  public ReferenceTree {
    leaves = List.copyOf(leaves);
  }

  /** A tree of so many leaves that all differ. */
  public static ReferenceTree ofSize(int size) {
    List<Hash> leaves = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      leaves.add(Hash.ofLeaf(("entry " + i).getBytes(StandardCharsets.UTF_8)));
    }
    return new ReferenceTree(leaves);
  }

  public int size() {
    return leaves.size();
  }

  public Hash root() {
    return root(size());
  }

  /** The root when the tree had this size. */
  public Hash root(int size) {
    return mth(leaves.subList(0, size));
  }

  public InclusionProof inclusion(int index, int size) {
    return new InclusionProof(index, size, path(index, leaves.subList(0, size)));
  }

  public ConsistencyProof consistency(int oldSize, int newSize) {
    List<Hash> proof =
        oldSize == 0 ? List.of() : subproof(oldSize, leaves.subList(0, newSize), true);
    return new ConsistencyProof(oldSize, newSize, proof);
  }

  public RangeProof range(int from, int to, int size) {
    return new RangeProof(from, to, size, covering(0, from), covering(to, size));
  }

  private List<Hash> covering(int from, int to) {
    return Subtree.covering(from, to).stream()
        .map(subtree -> mth(leaves.subList((int) subtree.from(), (int) subtree.to())))
        .toList();
  }

  private static Hash mth(List<Hash> d) {
    if (d.isEmpty()) {
      return Hash.ofEmptyTree();
    }
    if (d.size() == 1) {
      return d.getFirst();
    }
    int k = largestPowerOfTwoBelow(d.size());
    return Hash.ofNode(mth(d.subList(0, k)), mth(d.subList(k, d.size())));
  }

  private static List<Hash> path(int m, List<Hash> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = largestPowerOfTwoBelow(d.size());
    return m < k
        ? and(path(m, d.subList(0, k)), mth(d.subList(k, d.size())))
        : and(path(m - k, d.subList(k, d.size())), mth(d.subList(0, k)));
  }

  private static List<Hash> subproof(int m, List<Hash> d, boolean isWhole) {
    if (m == d.size()) {
      return isWhole ? List.of() : List.of(mth(d));
    }
    int k = largestPowerOfTwoBelow(d.size());
    return m <= k
        ? and(subproof(m, d.subList(0, k), isWhole), mth(d.subList(k, d.size())))
        : and(subproof(m - k, d.subList(k, d.size()), false), mth(d.subList(0, k)));
  }

  private static int largestPowerOfTwoBelow(int n) {
    int k = 1;
    while (k * 2 < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Hash> and(List<Hash> hashes, Hash last) {
    List<Hash> all = new ArrayList<>(hashes);
    all.add(last);
    return all;
  }
}
