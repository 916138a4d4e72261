package dev.assay.query.audit.ledger;

import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shows that an event is in a tree (RFC 9162 section 2.1.3). Hashes are SHA-256 in base 64.
 *
 * @param checkpoint the signed note of this size; null where a size was asked for that is not the
 *     newest
 */
record InclusionAnswer(
    @Schema(description = "From 0") long leafIndex,
    @Schema(description = ENCODING) String leafHash,
    long treeSize,
    @Schema(description = ENCODING) String rootHash,
    @Schema(description = "From the leaf's sibling up to the root's child, each in base 64")
        List<String> hashes,
    @Schema(description = "The signed checkpoint of this size, where it is the newest")
        @Nullable String checkpoint) {
  static final String ENCODING = "SHA-256, in base 64 (RFC 4648 section 4) as C2SP writes hashes";

  static InclusionAnswer of(
      InclusionProof proof, Hash leaf, Hash root, @Nullable SignedCheckpoint checkpoint) {
    return new InclusionAnswer(
        proof.index(),
        leaf.base64(),
        proof.treeSize(),
        root.base64(),
        proof.path().stream().map(Hash::base64).toList(),
        checkpoint == null ? null : checkpoint.note().toString());
  }
}
