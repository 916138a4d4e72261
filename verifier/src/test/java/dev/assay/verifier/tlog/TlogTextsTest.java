package dev.assay.verifier.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import dev.assay.verifier.note.Note;
import dev.assay.verifier.note.NoteSignature;
import dev.assay.verifier.testing.ReferenceTree;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlogTextsTest {
  /** The example request of C2SP tlog-witness. */
  private static final String REQUEST =
      """
      old 20852014
      PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=
      jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=
      5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=
      /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=

      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=
      """;

  private static final String CHECKPOINT = REQUEST.substring(REQUEST.indexOf("\n\n") + 2);

  private static final String HASH = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";

  @Test
  void shouldReadTheRequestOfTheSpecification() {
    AddCheckpoint request = AddCheckpoint.parse(bytes(REQUEST));

    assertThat(request.oldSize()).isEqualTo(20_852_014);
    assertThat(request.proof()).hasSize(4);
    assertThat(request.checkpoint().signatures()).hasSize(2);
    assertThat(request).hasToString(REQUEST);
    Checkpoint checkpoint = Checkpoint.parse(request.checkpoint().text());
    assertThat(request.consistencyWith(checkpoint).oldSize()).isEqualTo(20_852_014);
    assertThat(request.consistencyWith(checkpoint).newSize()).isEqualTo(20_852_163);
    assertThat(request.consistencyWith(checkpoint).path()).isEqualTo(request.proof());
  }

  @Test
  void shouldReadARequestWithoutProof() {
    AddCheckpoint request = AddCheckpoint.parse(bytes("old 0\n\n" + CHECKPOINT));
    assertThat(request.oldSize()).isZero();
    assertThat(request.proof()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 0\n",
        "old 01\n\n",
        "old\n\n",
        "old -1\n\n",
        "new 0\n\n",
        "old 0 \n\n",
        "old 0\nAAAA\n\n",
        "old 0\r\n\n",
        "\n\n"
      })
  void shouldRefuseWhatIsNoRequest(String beginning) {
    assertThatThrownBy(() -> AddCheckpoint.parse(bytes(beginning + CHECKPOINT)))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void shouldLimitRequests() {
    String most = "old 1\n" + HASH.repeat(63) + "\n" + CHECKPOINT;
    assertThat(AddCheckpoint.parse(bytes(most)).proof()).hasSize(63);
    assertThatThrownBy(
            () -> AddCheckpoint.parse(bytes("old 1\n" + HASH.repeat(64) + "\n" + CHECKPOINT)))
        .hasMessage("Expected at most 63 hashes in a proof, but there are more");
    assertThatThrownBy(
            () -> AddCheckpoint.parse(bytes("old 1\n" + HASH.repeat(5_000) + "\n" + CHECKPOINT)))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> AddCheckpoint.parse(new byte[3_000_000]))
        .hasMessageContaining("at most 2 MB");
  }

  @Test
  void shouldProveWhatIsInTheLog() {
    ReferenceTree tree = ReferenceTree.ofSize(7);
    byte[] entry = bytes("entry 3");
    TlogProof proof = new TlogProof(3, tree.inclusion(3, 7).path(), note(tree));

    TlogProof read = TlogProof.parse(bytes(proof.toString()));

    assertThat(read).isEqualTo(proof);
    assertThat(read.verifies(entry)).isTrue();
    assertThat(read.verifies(bytes("entry 4"))).isFalse();
    assertThat(proof.toString()).startsWith("c2sp.org/tlog-proof@v1\nindex 3\n");
  }

  @Test
  void shouldKeepExtraData() {
    TlogProof proof = new TlogProof("AAAA", 0, List.of(), note(ReferenceTree.ofSize(1)));
    assertThat(proof.toString()).startsWith("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\n");
    assertThat(TlogProof.parse(bytes(proof.toString()))).isEqualTo(proof);
    assertThatThrownBy(() -> new TlogProof("A", 0, List.of(), proof.checkpoint()))
        .isInstanceOf(Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2sp.org/tlog-proof@v2\nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nindex\n\n",
        "c2sp.org/tlog-proof@v1\nindex 00\n\n",
        "c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nextra AAAA\n\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\n",
        "index 0\n\n"
      })
  void shouldRefuseWhatIsNoProof(String beginning) {
    assertThatThrownBy(() -> TlogProof.parse(bytes(beginning + CHECKPOINT)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void shouldLimitProofs() {
    String beginning = "c2sp.org/tlog-proof@v1\nindex 0\n";
    assertThat(TlogProof.parse(bytes(beginning + HASH.repeat(63) + "\n" + CHECKPOINT)).path())
        .hasSize(63);
    assertThatThrownBy(
            () -> TlogProof.parse(bytes(beginning + HASH.repeat(64) + "\n" + CHECKPOINT)))
        .isInstanceOf(Malformed.class);
    TlogProof tooLong =
        new TlogProof(
            0, Collections.nCopies(64, Hash.ofEmptyTree()), note(ReferenceTree.ofSize(1)));
    assertThatThrownBy(() -> tooLong.verifies(new byte[0])).isInstanceOf(Malformed.class);
  }

  private static Note note(ReferenceTree tree) {
    Checkpoint checkpoint = new Checkpoint("log.example", tree.size(), tree.root());
    return new Note(
        checkpoint.body(), List.of(new NoteSignature("log.example", 1, new byte[] {1})));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
