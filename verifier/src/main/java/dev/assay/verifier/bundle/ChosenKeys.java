package dev.assay.verifier.bundle;

import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import java.util.HexFormat;
import java.util.List;

/** The keys that are believed for one log. */
record ChosenKeys(String origin, List<VerifierKey> keys, KeySource source) {
  /** The key that signed the note; throws if none of them did. */
  VerifierKey signerOf(Note note, String what) {
    if (keys.isEmpty()) {
      throw new NotVerified(
          "Expected a key of the log '%s' from %s, but there is none".formatted(origin, source));
    }
    List<VerifierKey> signers = note.verifiedBy(keys);
    if (signers.isEmpty()) {
      throw new NotVerified(
          "Expected a signature of the %s by %s (from %s), but others signed it: %s"
              .formatted(what, keys, source, names(note)));
    }
    return signers.get(0);
  }

  private static List<String> names(Note note) {
    return note.signatures().stream().map(s -> s.name() + "+" + hex(s.keyId())).toList();
  }

  private static String hex(int id) {
    return HexFormat.of().toHexDigits(id);
  }
}
