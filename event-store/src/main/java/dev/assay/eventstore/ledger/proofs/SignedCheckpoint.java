package dev.assay.eventstore.ledger.proofs;

import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.time.Instant;

/**
 * A published checkpoint.
 *
 * @param originNumber of the origin it was signed under, from 1
 * @param signatures the lines below the text: the log's, then witnesses'
 * @param logIndex of a tenant's checkpoint, where it stands as an entry of the global tree; -1 for
 *     a global one
 */
public record SignedCheckpoint(
    Checkpoint checkpoint, int originNumber, String signatures, Instant signedAt, long logIndex) {

  public long size() {
    return checkpoint.size();
  }

  public Note note() {
    return Note.parse(checkpoint.body() + "\n" + signatures);
  }
}
