package dev.assay.eventstore.ledger.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LogSignerTest {
  /** Byte for byte: whoever signs, a checkpoint has one signature of one key. */
  @Property(tries = 100)
  void shouldSignAsTheVerifiersOwnSignerDoes(
      @ForAll @Size(32) byte[] seed, @ForAll String anything) {
    NoteSigner byTheJdk = NoteSigner.ofSeed("log.test/assay", SignatureType.ED25519, seed);
    LogSigner signer = new LogSigner("log.test/assay", seed);
    String text = anything.replaceAll("[^\\x20-\\x{d7ff}]", "") + "\n";

    NoteSignature signature = signer.sign(text);

    assertThat(signature).isEqualTo(byTheJdk.sign(text, Instant.EPOCH));
    assertThat(signer.verifierKey()).isEqualTo(byTheJdk.verifierKey());
    assertThat(signer.verifierKey().verifies(text, signature)).isTrue();
  }
}
