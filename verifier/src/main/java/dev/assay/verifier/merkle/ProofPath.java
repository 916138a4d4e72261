package dev.assay.verifier.merkle;

import dev.assay.verifier.encoding.Malformed;
import java.util.List;

/** The limits of every proof. */
final class ProofPath {
  /** A tree of 2^62 leaves needs no more, nor may a consistency proof of C2SP tlog-witness. */
  private static final int LONGEST = 63;

  private ProofPath() {}

  static List<Hash> bounded(List<Hash> path) {
    if (path.size() > LONGEST) {
      throw new Malformed("Expected at most 63 hashes in a proof, but there are " + path.size());
    }
    return List.copyOf(path);
  }
}
