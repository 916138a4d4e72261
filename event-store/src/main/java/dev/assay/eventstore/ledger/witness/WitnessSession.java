package dev.assay.eventstore.ledger.witness;

import dev.assay.eventstore.ledger.LedgerRefused;
import dev.assay.eventstore.ledger.Tree;
import dev.assay.eventstore.ledger.proofs.Ledger;
import dev.assay.eventstore.ledger.proofs.SignedCheckpoint;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.BadSignature;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows one witness the newest published checkpoint, as often as it is called. */
final class WitnessSession {
  /** The witness tells its size once; more answers of this kind mean that others show it ours. */
  private static final int ATTEMPTS = 3;

  private final WitnessConnection witness;
  private final Ledger ledger;
  private final Cosignatures cosignatures;

  WitnessSession(WitnessConnection witness, Ledger ledger, Cosignatures cosignatures) {
    this.witness = witness;
    this.ledger = ledger;
    this.cosignatures = cosignatures;
  }

  /** How it went. */
  sealed interface Outcome {
    /** The newest checkpoint is cosigned, or there is none yet. */
    record UpToDate(long size) implements Outcome {}

    /** Nothing was learnt. */
    record Failed(String why) implements Outcome {}
  }

  String name() {
    return witness.name();
  }

  /**
   * Throws {@link LedgerRefused} when the witness has cosigned what this database never had.
   *
   * @param again also where the witness has cosigned it already: it may have seen more since
   */
  Outcome showNewest(boolean again) throws InterruptedException {
    Optional<SignedCheckpoint> newest = ledger.checkpoint(Tree.GLOBAL);
    if (newest.isEmpty() || newest.get().originNumber() != cosignatures.originInForce()) {
      return new Outcome.UpToDate(0); // A new name has nothing to show yet.
    }
    SignedCheckpoint checkpoint = newest.get();
    long seen = cosignatures.last(checkpoint.originNumber(), witness.name());
    if (seen == checkpoint.size() && !again) {
      return new Outcome.UpToDate(seen);
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      WitnessAnswer answer = witness.show(request(checkpoint, seen));
      if (!(answer instanceof WitnessAnswer.Expects(long size) && size <= checkpoint.size())) {
        return outcome(checkpoint, seen, answer);
      }
      seen = size;
    }
    return new Outcome.Failed("others show it checkpoints of this log at the same time");
  }

  private Outcome outcome(SignedCheckpoint shown, long since, WitnessAnswer answer)
      throws InterruptedException {
    int origin = shown.originNumber();
    switch (answer) {
      case WitnessAnswer.Cosigned cosigned -> {
        cosignatures.keep(origin, shown.size(), witness.name(), cosigned);
        return new Outcome.UpToDate(shown.size());
      }
      case WitnessAnswer.Expects(long size) -> {
        if (size > cosignatures.signedUpTo(origin)) {
          throw ahead(shown, size);
        }
        return new Outcome.Failed(
            "it has seen a newer checkpoint of ours, which is published soon");
      }
      case WitnessAnswer.Inconsistent() -> {
        if (since > 0) {
          throw inconsistent(shown, since);
        }
        return new Outcome.Failed("it found a proof wrong where none is needed");
      }
      case WitnessAnswer.Unusable(String why) -> {
        return new Outcome.Failed(why);
      }
    }
  }

  private AddCheckpoint request(SignedCheckpoint checkpoint, long seen) {
    long from = Math.min(seen, checkpoint.size());
    List<Hash> proof = ledger.consistency(Tree.GLOBAL, from, checkpoint.size()).path();
    return new AddCheckpoint(from, proof, logSignaturesOnly(checkpoint));
  }

  /** Other witnesses' cosignatures are none of its business. */
  private static Note logSignaturesOnly(SignedCheckpoint checkpoint) {
    Note note = checkpoint.note();
    return new Note(
        note.text(),
        note.signatures().stream()
            .filter(signature -> signature.name().equals(checkpoint.checkpoint().origin()))
            .toList());
  }

  private LedgerRefused ahead(SignedCheckpoint ours, long size) throws InterruptedException {
    Checkpoint claimed = signedByUs(ours);
    return new LedgerRefused(
        "Expected to have signed the largest checkpoint of this log, but the witness %s has cosigned one of size %d, and the database has %d entries: it was restored from an older backup."
                .formatted(witness.name(), size, cosignatures.signedUpTo(ours.originNumber()))
            + LedgerRefused.ADVICE,
        size,
        claimed == null ? null : claimed.root(),
        witness.name());
  }

  private LedgerRefused inconsistent(SignedCheckpoint ours, long size) throws InterruptedException {
    Checkpoint claimed = signedByUs(ours);
    return new LedgerRefused(
        "Expected the log to have only grown since size %d, but the witness %s has cosigned another history: the database was restored from an older backup and has grown since."
                .formatted(size, witness.name())
            + LedgerRefused.ADVICE,
        size,
        claimed == null ? null : claimed.root(),
        witness.name());
  }

  /** What the witness shows as ours, where one of our keys did sign it. */
  private @Nullable Checkpoint signedByUs(SignedCheckpoint ours) throws InterruptedException {
    Optional<Note> shown = witness.lastSeen(ours.checkpoint().origin());
    if (shown.isEmpty()) {
      return null;
    }
    List<VerifierKey> keys = ledger.publicKeys().stream().map(VerifierKey::parse).toList();
    try {
      return shown.get().verifiedBy(keys).isEmpty() ? null : Checkpoint.parse(shown.get().text());
    } catch (BadSignature e) {
      return null;
    }
  }
}
