package dev.assay.verifier.note;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.merkle.Hash;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log may sign with a second, post-quantum key before its auditors know of such keys. */
class PostQuantumTest {
  private static final NoteSigner LOG =
      NoteSigner.ofSeed("log.example", SignatureType.ED25519, new byte[32]);

  @ParameterizedTest
  @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
  void shouldVerifyACheckpointThatHasASecondSignatureOfAKindItDoesNotKnow(String algorithm)
      throws GeneralSecurityException {
    Checkpoint checkpoint = new Checkpoint("log.example", 7, Hash.ofEmptyTree());
    NoteSignature known = LOG.sign(checkpoint.body(), Instant.EPOCH);
    NoteSignature unknown =
        new NoteSignature("log.example", 0x01020304, sign(algorithm, checkpoint.body()));

    for (List<NoteSignature> lines : List.of(List.of(known, unknown), List.of(unknown, known))) {
      Note note = Note.parse(new Note(checkpoint.body(), lines).bytes());

      assertThat(note.signatures()).containsExactlyElementsOf(lines);
      assertThat(note.verifiedBy(List.of(LOG.verifierKey()))).containsExactly(LOG.verifierKey());
      assertThat(Checkpoint.parse(note.text())).isEqualTo(checkpoint);
    }
    Note without = Note.parse(new Note(checkpoint.body(), List.of(unknown)).bytes());
    assertThat(without.verifiedBy(List.of(LOG.verifierKey()))).isEmpty();
  }

  private static byte[] sign(String algorithm, String text) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(pair.getPrivate());
    signature.update(text.getBytes(StandardCharsets.UTF_8));
    return signature.sign();
  }
}
