package dev.assay.query.audit.ledger;

import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Shows that a tree only grew (RFC 9162 section 2.1.4). */
record ConsistencyAnswer(
    long from,
    long to,
    @Schema(
            description =
                "The proof's hashes in order, each in base 64; none where a size is 0 or both are equal")
        List<String> hashes) {

  static ConsistencyAnswer of(ConsistencyProof proof) {
    return new ConsistencyAnswer(
        proof.oldSize(), proof.newSize(), proof.path().stream().map(Hash::base64).toList());
  }
}
