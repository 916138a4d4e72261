package dev.assay.verifier.merkle;

import java.util.ArrayList;
import java.util.List;

/** Shows that a tree begins with all leaves of an older one (RFC 9162 section 2.1.4). */
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {
  public ConsistencyProof {
    path = ProofPath.bounded(path);
  }

  /** Whether the tree only grew. Every tree grew from the empty one, which needs no proof. */
  public boolean verifies(Hash oldRoot, Hash newRoot) {
    if (oldSize < 0 || oldSize > newSize) {
      return false;
    }
    if (oldSize == 0) {
      return path.isEmpty()
          && oldRoot.equals(Hash.ofEmptyTree())
          && (newSize > 0 || newRoot.equals(oldRoot));
    }
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    return !path.isEmpty() && leadsToBoth(oldRoot, newRoot);
  }

  /** Section 2.1.4.2, with its names. */
  private boolean leadsToBoth(Hash oldRoot, Hash newRoot) {
    List<Hash> hashes = new ArrayList<>();
    if (Long.bitCount(oldSize) == 1) {
      hashes.add(oldRoot);
    }
    hashes.addAll(path);
    int shift = Long.numberOfTrailingZeros(~(oldSize - 1));
    long fn = (oldSize - 1) >> shift;
    long sn = (newSize - 1) >> shift;
    Hash fr = hashes.get(0);
    Hash sr = fr;
    for (Hash c : hashes.subList(1, hashes.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Hash.ofNode(c, fr);
        sr = Hash.ofNode(c, sr);
        int up = fn == 0 ? 0 : Long.numberOfTrailingZeros(fn);
        fn >>= up;
        sn >>= up;
      } else {
        sr = Hash.ofNode(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
  }
}
