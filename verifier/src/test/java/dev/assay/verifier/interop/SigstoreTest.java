package dev.assay.verifier.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.leaf.GlobalEntry;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.merkle.InclusionProof;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.testing.ReferenceTree;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestLog.Published;
import dev.assay.verifier.testing.TestTenant;
import dev.assay.verifier.tlog.TlogProof;
import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import dev.sigstore.rekor.client.Checkpoints;
import dev.sigstore.rekor.client.RekorEntry;
import dev.sigstore.rekor.client.RekorParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * sigstore-java is an implementation of RFC 6962 and of checkpoints that shares nothing with ours.
 */
class SigstoreTest {
  private static final int LARGEST = 70;

  private final Random random = new Random(19);
  private final TestLog log =
      new TestLog(
          TestLog.logKey("assay.example/log", random),
          List.of(TestLog.witnessKey("witness.example/w1", random)));

  @Test
  void shouldAgreeOnEveryInclusionProof() {
    ReferenceTree tree = ReferenceTree.ofSize(LARGEST);
    for (int size = 1; size <= LARGEST; size++) {
      Hash root = tree.root(size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index, size);
        Hash leaf = tree.leaves().get(index);
        assertThat(verifies(proof, leaf, root)).as("%d of %d", index, size).isTrue();

        Hash spoilt = spoilt(leaf);
        assertThat(verifies(proof, spoilt, root)).isFalse();
        assertThat(proof.verifies(spoilt, root)).isFalse();
        InclusionProof moved = new InclusionProof((index + 1) % size, size, proof.path());
        assertThat(verifies(moved, leaf, root)).isEqualTo(moved.verifies(leaf, root));
      }
    }
  }

  @Test
  void shouldAgreeOnNodes() {
    Hash left = Hash.sha256(new byte[] {1});
    Hash right = Hash.sha256(new byte[] {2});
    assertThat(InclusionProofVerifier.hashChildren(left.bytes(), right.bytes()))
        .isEqualTo(Hash.ofNode(left, right).bytes());
  }

  @Test
  void shouldReadOurCheckpointsAndProofs() throws RekorParseException {
    for (int i = 0; i < 20; i++) {
      TestTenant tenant = TestTenant.random(random, 1 + random.nextInt(30));
      Published published = log.publish(tenant);
      TlogProof proof = published.proof();
      Checkpoint ours = Checkpoint.parse(proof.checkpoint().text());

      RekorEntry.Checkpoint theirs = Checkpoints.from(proof.checkpoint().toString());

      assertThat(theirs.getOrigin()).isEqualTo(ours.origin());
      assertThat(theirs.getSize()).isEqualTo(ours.size());
      assertThat(theirs.getBase64Hash()).isEqualTo(ours.root().base64());
      assertThat(theirs.getSignedData()).isEqualTo(proof.checkpoint().text());
      assertThat(theirs.getSignatures())
          .extracting(RekorEntry.CheckpointSignature::getIdentity)
          .containsExactlyElementsOf(
              proof.checkpoint().signatures().stream().map(NoteSignature::name).toList());

      byte[] entry =
          GlobalEntry.ofTenantCheckpoint(Checkpoint.parse(published.tenantCheckpoint().text()));
      InclusionProof inclusion = new InclusionProof(proof.index(), ours.size(), proof.path());
      assertThat(verifies(inclusion, Hash.ofLeaf(entry), ours.root())).isTrue();
    }
  }

  private static boolean verifies(InclusionProof proof, Hash leaf, Hash root) {
    List<byte[]> path = new ArrayList<>();
    proof.path().forEach(hash -> path.add(hash.bytes()));
    try {
      InclusionProofVerifier.verify(
          leaf.bytes(), proof.index(), proof.treeSize(), path, root.bytes());
      return true;
    } catch (InclusionProofVerificationException refused) {
      return false;
    }
  }

  private static Hash spoilt(Hash hash) {
    byte[] bytes = hash.bytes();
    bytes[31] ^= 1;
    return Hash.of(bytes);
  }
}
