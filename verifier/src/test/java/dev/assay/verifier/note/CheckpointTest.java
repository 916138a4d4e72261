package dev.assay.verifier.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  /** The example of C2SP tlog-cosignature. */
  private static final String EXAMPLE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;

  private static final NoteSigner WITNESS =
      NoteSigner.ofSeed("witness.example", SignatureType.COSIGNATURE, new byte[32]);

  @Test
  void shouldReadTheExampleOfTheSpecification() {
    Note note = Note.parse(EXAMPLE);
    Checkpoint checkpoint = Checkpoint.parse(note.text());

    assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
    assertThat(checkpoint.size()).isEqualTo(20_852_163);
    assertThat(checkpoint.root().base64())
        .isEqualTo("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
    assertThat(checkpoint.extensions()).isEmpty();
    assertThat(checkpoint.body()).isEqualTo(note.text());
    // The time that the specification names in its signed message.
    assertThat(WITNESS.verifierKey().timeOf(note.signatures().get(1)))
        .contains(Instant.ofEpochSecond(1_679_315_147));
  }

  @Test
  void shouldKeepExtensionLines() {
    Checkpoint extended = new Checkpoint("o", 0, Hash.ofEmptyTree(), List.of("a b", "c"));
    assertThat(Checkpoint.parse(extended.body())).isEqualTo(extended);
    assertThat(extended.body()).startsWith("o\n0\n47DEQ").endsWith("=\na b\nc\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n1\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
        "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "o\n1\nAAAA\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
        "o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nx\n"
      })
  void shouldRefuseWhatIsNoCheckpoint(String body) {
    assertThatThrownBy(() -> Checkpoint.parse(body))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void shouldLimitLines() {
    Hash root = Hash.ofEmptyTree();
    assertThat(new Checkpoint("o".repeat(1_000), 1, root).origin()).hasSize(1_000);
    assertThatThrownBy(() -> new Checkpoint("o".repeat(1_001), 1, root))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Checkpoint("o\u0007", 1, root)).isInstanceOf(Malformed.class);
    for (String lone : List.of("\ud800", "\udbff", "\udc00", "\udfff")) {
      assertThatThrownBy(() -> new Checkpoint(lone, 1, root)).isInstanceOf(Malformed.class);
    }
    assertThat(new Checkpoint("\ud7ff\ue000 \ud83d\ude00", 1, root).origin()).hasSize(5);
    assertThatThrownBy(() -> new Checkpoint("o\u001f", 1, root)).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> new Checkpoint("o", -1, root)).isInstanceOf(Malformed.class);
    assertThat(new Checkpoint("o", 1, root, Collections.nCopies(16, "x")).extensions()).hasSize(16);
    assertThatThrownBy(() -> new Checkpoint("o", 1, root, Collections.nCopies(17, "x")))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void shouldCosignWithTheTime() {
    Instant now = Instant.parse("2026-11-21T10:00:00.9Z");
    String body = new Checkpoint("o", 1, Hash.ofEmptyTree()).body();

    NoteSignature signature = WITNESS.sign(body, now);

    assertThat(WITNESS.verifierKey().verifies(body, signature)).isTrue();
    assertThat(WITNESS.verifierKey().verifies(body + "x\n", signature)).isFalse();
    assertThat(WITNESS.verifierKey().timeOf(signature))
        .contains(Instant.parse("2026-11-21T10:00:00Z"));
    assertThat(signature.signature()).hasSize(72);
    assertThatThrownBy(() -> WITNESS.sign(body, Instant.EPOCH)).hasMessageContaining("after 1970");
  }

  @Test
  void shouldRefuseACosignatureWithAnotherTimeOrNone() {
    String body = new Checkpoint("o", 1, Hash.ofEmptyTree()).body();
    byte[] bytes = WITNESS.sign(body, Instant.ofEpochSecond(1_000)).signature();

    assertThat(verifies(body, bytes)).isTrue();
    assertThat(verifies(body, ByteBuffer.wrap(bytes.clone()).putLong(1_001).array())).isFalse();
    assertThat(verifies(body, ByteBuffer.wrap(bytes.clone()).putLong(0).array())).isFalse();
    assertThat(verifies(body, ByteBuffer.wrap(bytes.clone()).putLong(-1).array())).isFalse();
    assertThat(verifies(body, ByteBuffer.wrap(bytes.clone()).putLong(Long.MAX_VALUE).array()))
        .isFalse();
    assertThat(verifies(body, new byte[71])).isFalse();
    assertThat(timeOf(0)).isEmpty();
    assertThat(timeOf(1)).contains(Instant.ofEpochSecond(1));
    assertThat(timeOf(Instant.MAX.getEpochSecond())).isPresent();
    assertThat(timeOf(Instant.MAX.getEpochSecond() + 1)).isEmpty();
  }

  private static Optional<Instant> timeOf(long seconds) {
    VerifierKey key = WITNESS.verifierKey();
    byte[] bytes = ByteBuffer.allocate(72).putLong(seconds).array();
    return key.timeOf(new NoteSignature(key.name(), key.id(), bytes));
  }

  /** The message of C2SP tlog-cosignature, signed apart from the class that builds it. */
  @Test
  void shouldSignTheMessageOfTheSpecification() {
    String body = Note.parse(EXAMPLE).text();
    Instant time = Instant.ofEpochSecond(1_679_315_147);
    byte[] message = ("cosignature/v1\ntime 1679315147\n" + body).getBytes(StandardCharsets.UTF_8);

    byte[] signature = Ed25519.sign(Ed25519.privateKey(new byte[32]), message);

    assertThat(WITNESS.sign(body, time).signature())
        .isEqualTo(ByteBuffer.allocate(72).putLong(time.getEpochSecond()).put(signature).array());
  }

  private static boolean verifies(String body, byte[] signature) {
    VerifierKey key = WITNESS.verifierKey();
    return key.verifies(body, new NoteSignature(key.name(), key.id(), signature));
  }
}
