package dev.assay.cli.witness;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.BadSignature;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges checkpoints as C2SP tlog-witness says, and never forgets one that it cosigned. */
final class Witness {
  private final NoteSigner signer;
  private final WatchedLogs logs;
  private final SeenHeads seen;
  private final InstantSource clock;
  private final Consumer<String> journal;

  Witness(
      NoteSigner signer,
      WatchedLogs logs,
      SeenHeads seen,
      InstantSource clock,
      Consumer<String> journal) {
    this.signer = signer;
    this.logs = logs;
    this.seen = seen;
    this.clock = clock;
    this.journal = journal;
  }

  /** {@code add-checkpoint}. */
  Answer addCheckpoint(byte[] body) throws IOException {
    AddCheckpoint request;
    Checkpoint checkpoint;
    try {
      request = AddCheckpoint.parse(body);
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (Malformed wrong) {
      return Answer.text(400, wrong.getMessage() + "\n");
    }
    List<VerifierKey> keys = logs.keysOf(checkpoint.origin());
    if (keys.isEmpty()) {
      return Answer.text(404, "Expected a log that is watched here, but this one is not\n");
    }
    List<NoteSignature> signatures;
    try {
      signatures = signaturesOf(request.checkpoint(), keys);
    } catch (BadSignature wrong) {
      return Answer.text(403, wrong.getMessage() + "\n");
    }
    if (signatures.isEmpty()) {
      return Answer.text(403, "Expected a signature of the log's key, but there is none\n");
    }
    if (request.oldSize() > checkpoint.size()) {
      return Answer.text(400, "Expected an old size up to the checkpoint's, but it is larger\n");
    }
    return judge(request, checkpoint, new Note(request.checkpoint().text(), signatures));
  }

  /** The latest checkpoint of the log whose origin has this hash. */
  Optional<Note> latest(String originHash) throws IOException {
    return seen.read(originHash);
  }

  /**
   * One at a time: between looking at the latest size and keeping the new one nobody may come, or a
   * smaller tree could replace a larger.
   */
  private synchronized Answer judge(AddCheckpoint request, Checkpoint checkpoint, Note verified)
      throws IOException {
    String name = SeenHeads.nameOf(checkpoint.origin());
    Optional<Checkpoint> last = seen.read(name).map(note -> Checkpoint.parse(note.text()));
    long lastSize = last.map(Checkpoint::size).orElse(0L);
    if (request.oldSize() != lastSize) {
      return Answer.conflict(lastSize);
    }
    Hash lastRoot = last.map(Checkpoint::root).orElse(Hash.ofEmptyTree());
    if (!request.consistencyWith(checkpoint).verifies(lastRoot, checkpoint.root())) {
      journal.accept("refused " + described(checkpoint) + ": not consistent with size " + lastSize);
      if (checkpoint.size() == lastSize) {
        seen.keepContradiction(name, verified);
      }
      return Answer.text(
          422,
          "Expected a proof that the log only grew from size " + lastSize + ", but it fails\n");
    }
    NoteSignature cosignature = signer.sign(verified.text(), clock.instant());
    seen.write(name, verified.with(cosignature));
    journal.accept("cosigned " + described(checkpoint));
    return Answer.text(200, cosignature.line());
  }

  /** Those of the log's keys; what others signed is not passed on. */
  private static List<NoteSignature> signaturesOf(Note note, List<VerifierKey> keys) {
    List<VerifierKey> signers = note.verifiedBy(keys);
    return note.signatures().stream()
        .filter(signature -> signers.stream().anyMatch(key -> key.isNamedBy(signature)))
        .distinct()
        .toList();
  }

  private static String described(Checkpoint checkpoint) {
    return checkpoint.origin() + " size " + checkpoint.size() + " root " + checkpoint.root();
  }
}
