package dev.assay.eventstore.ledger.witness;

import dev.assay.verifier.note.NoteSignature;
import java.time.Instant;
import java.util.List;

/** What a witness says of a checkpoint. */
sealed interface WitnessAnswer {
  /** It has cosigned. */
  record Cosigned(List<NoteSignature> signatures, Instant at) implements WitnessAnswer {}

  /** It expects a proof from this size on, which is the largest that it has cosigned. */
  record Expects(long size) implements WitnessAnswer {}

  /** The proof did not lead from what it has cosigned to what it was shown. */
  record Inconsistent() implements WitnessAnswer {}

  /** It knows no such log or key, or cannot be reached; there is nothing to learn from it. */
  record Unusable(String why) implements WitnessAnswer {}
}
