package dev.assay.verifier.tlog;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import java.util.ArrayList;
import java.util.List;

/** The hashes of a proof, one a line in base 64. */
final class HashLines {
  private static final int MOST = 63;

  private HashLines() {}

  static List<Hash> parse(List<String> lines) {
    if (lines.size() > MOST) {
      throw new Malformed("Expected at most 63 hashes in a proof, but there are more");
    }
    List<Hash> hashes = new ArrayList<>();
    lines.forEach(line -> hashes.add(Hash.fromBase64(line)));
    return hashes;
  }

  static String write(List<Hash> hashes) {
    StringBuilder lines = new StringBuilder();
    hashes.forEach(hash -> lines.append(hash.base64()).append('\n'));
    return lines.toString();
  }
}
