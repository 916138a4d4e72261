package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.json.JsonTree;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.RangeProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code range-proof.json}: what covers the tree left and right of the range. */
final class RangeProofFile {
  private RangeProofFile() {}

  static RangeProof parse(byte[] bytes, Manifest.Range range, long treeSize) {
    Map<String, Object> sides = JsonTree.parseObject(bytes);
    if (!sides.keySet().equals(Set.of("left", "right"))) {
      throw new Malformed("Expected left and right in range-proof.json, but there are others");
    }
    return new RangeProof(
        range.from(), range.to(), treeSize, hashes(sides.get("left")), hashes(sides.get("right")));
  }

  private static List<Hash> hashes(@Nullable Object side) {
    if (!(side instanceof List<?> texts)) {
      throw new Malformed("Expected lists of hashes in range-proof.json, but there are others");
    }
    List<Hash> hashes = new ArrayList<>();
    for (Object text : texts) {
      hashes.add(Hash.fromBase64(String.valueOf(text)));
    }
    return hashes;
  }
}
