package dev.assay.verifier.merkle;

import java.util.List;

/** Shows that a leaf is at an index of a tree (RFC 9162 section 2.1.3). */
public record InclusionProof(long index, long treeSize, List<Hash> path) {
  public InclusionProof {
    path = ProofPath.bounded(path);
  }

  /** Section 2.1.3.2, with its names. */
  public boolean verifies(Hash leaf, Hash root) {
    if (index < 0 || index >= treeSize) {
      return false;
    }
    long fn = index;
    long sn = treeSize - 1;
    Hash r = leaf;
    for (Hash p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Hash.ofNode(p, r);
        int shift = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>= shift;
        sn >>= shift;
      } else {
        r = Hash.ofNode(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && r.equals(root);
  }
}
