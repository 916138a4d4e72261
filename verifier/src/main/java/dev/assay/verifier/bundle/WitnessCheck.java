package dev.assay.verifier.bundle;

import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.VerifierKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts the witnesses that saw the log's checkpoint, the tenant's, or both. */
final class WitnessCheck {
  private final List<VerifierKey> witnesses;
  private final Set<VerifierKey> seen = new LinkedHashSet<>();
  private final List<Object> statements = new ArrayList<>();

  WitnessCheck(List<VerifierKey> witnesses) {
    this.witnesses = witnesses;
  }

  void look(Note note, String what) {
    for (VerifierKey witness : note.verifiedBy(witnesses)) {
      seen.add(witness);
      note.signatures().stream()
          .filter(witness::isNamedBy)
          .findFirst()
          .ifPresent(signature -> statements.add(statement(witness, signature, what)));
    }
  }

  void require(int atLeast) {
    if (seen.size() < atLeast) {
      throw new NotVerified(
          "Expected cosignatures of %d witnesses, but of those named only %d saw the checkpoints: %s"
              .formatted(atLeast, seen.size(), names()));
    }
  }

  List<String> names() {
    return seen.stream().map(VerifierKey::name).toList();
  }

  /** For the JSON report. */
  List<Object> statements() {
    return statements;
  }

  private static Map<String, Object> statement(
      VerifierKey witness, NoteSignature signature, String what) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("witness", witness);
    statement.put("checkpoint", what);
    witness.timeOf(signature).ifPresent(time -> statement.put("at", time));
    return statement;
  }
}
