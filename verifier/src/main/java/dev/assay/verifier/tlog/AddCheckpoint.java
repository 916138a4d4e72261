package dev.assay.verifier.tlog;

import dev.assay.verifier.encoding.Decimal;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.ConsistencyProof;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import java.util.List;

/**
 * The body of a request to a witness (C2SP tlog-witness {@code add-checkpoint}): the size that the
 * witness saw last, the proof that the log only grew since, and the new checkpoint.
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, Note checkpoint) {
  private static final String OLD = "old ";

  public AddCheckpoint {
    proof = List.copyOf(proof);
  }

  public static AddCheckpoint parse(byte[] body) {
    BeforeCheckpoint parts = BeforeCheckpoint.parse(body);
    String first = parts.lines().get(0);
    if (!first.startsWith(OLD)) {
      throw new Malformed("Expected 'old <size>' in the first line, but it has another form");
    }
    return new AddCheckpoint(
        Decimal.parse(first.substring(OLD.length())),
        HashLines.parse(parts.lines().subList(1, parts.lines().size())),
        parts.checkpoint());
  }

  /** The proof that leads from the old size to this checkpoint of the same log. */
  public ConsistencyProof consistencyWith(Checkpoint parsed) {
    return new ConsistencyProof(oldSize, parsed.size(), proof);
  }

  /** The body as it travels. */
  @Override
  public String toString() {
    return OLD + oldSize + "\n" + HashLines.write(proof) + "\n" + checkpoint;
  }
}
