package dev.assay.cli.witness;

import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import dev.assay.verifier.testing.ReferenceTree;
import dev.assay.verifier.tlog.AddCheckpoint;
import java.time.Instant;
import java.util.List;

/** A log that asks a witness for its cosignature. */
final class LogUnderTest {
  static final int LARGEST = 300;
  private static final ReferenceTree TREE = ReferenceTree.ofSize(LARGEST);

  private final String origin;
  private final NoteSigner signer;

  LogUnderTest(String origin, int seed) {
    this(origin, origin, seed);
  }

  LogUnderTest(String origin, String keyName, int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    this.origin = origin;
    this.signer = NoteSigner.ofSeed(keyName, SignatureType.ED25519, bytes);
  }

  String vkey() {
    return signer.verifierKey().toString();
  }

  String origin() {
    return origin;
  }

  Note checkpoint(int size) {
    return checkpoint(size, TREE.root(size));
  }

  Note checkpoint(int size, Hash root) {
    String body = new Checkpoint(origin, size, root).body();
    return new Note(body, List.of(signer.sign(body, Instant.EPOCH)));
  }

  /** The request that shows how the log grew. */
  String request(int oldSize, int size) {
    return request(oldSize, TREE.consistency(oldSize, size).path(), checkpoint(size));
  }

  String request(int oldSize, List<Hash> proof, Note checkpoint) {
    return new AddCheckpoint(oldSize, proof, checkpoint).toString();
  }
}
