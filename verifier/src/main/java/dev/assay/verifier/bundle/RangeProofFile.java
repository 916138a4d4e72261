package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.encoding.Utf8;
import dev.assay.verifier.json.JsonTree;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.RangeProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code range-proof.json}: what covers the tree left and right of the range. It has one spelling,
 * so that every byte of the file counts.
 */
final class RangeProofFile {
  private RangeProofFile() {}

  static RangeProof parse(byte[] bytes, Manifest.Range range, long treeSize) {
    Map<String, Object> sides = JsonTree.parseObject(bytes);
    if (!sides.keySet().equals(Set.of("left", "right"))) {
      throw new Malformed("Expected left and right in range-proof.json, but there are others");
    }
    List<Hash> left = hashes(sides.get("left"));
    List<Hash> right = hashes(sides.get("right"));
    if (!Arrays.equals(bytes, Utf8.encode(written(left, right)))) {
      throw new Malformed(
          "Expected range-proof.json to have one line without spaces, left first, but it is written otherwise");
    }
    return new RangeProof(range.from(), range.to(), treeSize, left, right);
  }

  private static String written(List<Hash> left, List<Hash> right) {
    return "{\"left\":[" + written(left) + "],\"right\":[" + written(right) + "]}\n";
  }

  private static String written(List<Hash> hashes) {
    return hashes.stream().map(hash -> '"' + hash.base64() + '"').collect(Collectors.joining(","));
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
