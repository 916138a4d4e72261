package dev.assay.query.audit.report;

import dev.assay.query.audit.bundle.BundleHead;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.VerifierKey;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** The checkpoint that covers a report, by which it can be held against a bundle. */
record CoveringCheckpoint(
    String origin,
    @Schema(description = "Events of the tenant that it covers") long treeSize,
    @Schema(description = "SHA-256 in base 64") String rootHash,
    Instant signedAt,
    @Schema(description = "The signed note (C2SP tlog-checkpoint)") String note,
    @Schema(description = "Names under which witnesses cosigned the log that it is an entry of")
        List<String> witnesses) {
  static CoveringCheckpoint of(BundleHead head) {
    List<String> own =
        head.publicKeys().stream().map(VerifierKey::parse).map(VerifierKey::name).toList();
    return new CoveringCheckpoint(
        head.checkpoint().checkpoint().origin(),
        head.checkpoint().size(),
        head.checkpoint().checkpoint().root().base64(),
        head.checkpoint().signedAt(),
        head.checkpoint().note().toString(),
        head.proof().checkpoint().signatures().stream()
            .map(NoteSignature::name)
            .filter(name -> !own.contains(name))
            .distinct()
            .toList());
  }
}
