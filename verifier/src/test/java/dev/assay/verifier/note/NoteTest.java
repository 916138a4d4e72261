package dev.assay.verifier.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteTest {
  /** The example of C2SP signed-note. */
  private static final String EXAMPLE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  private static final VerifierKey EXAMPLE_KEY =
      VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

  private static final NoteSigner SIGNER = signer("log.example", 1);

  @Test
  void shouldVerifyTheExampleOfTheSpecification() {
    Note note = Note.parse(EXAMPLE);

    assertThat(note.text()).isEqualTo("This is an example message.\n");
    assertThat(note.verifiedBy(List.of(EXAMPLE_KEY))).containsExactly(EXAMPLE_KEY);
    assertThat(note).hasToString(EXAMPLE);
  }

  /** The other example there; its key is not given, but its form is. */
  @Test
  void shouldReadATextWithEmptyLines() {
    String poem =
        """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.

        — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
        """;
    Note note = Note.parse(poem.getBytes(StandardCharsets.UTF_8));

    assertThat(note.text()).endsWith("sole:\n\ned è subito sera.\n");
    assertThat(note.signatures()).hasSize(1);
    assertThat(note.verifiedBy(List.of(EXAMPLE_KEY))).isEmpty();
    assertThat(note.bytes()).isEqualTo(poem.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 200)
  void shouldRefuseTheExampleWithAnyByteChanged(
      @ForAll @IntRange(max = 200) int at, @ForAll @IntRange(min = 1, max = 255) int change) {
    byte[] bytes = EXAMPLE.getBytes(StandardCharsets.UTF_8);
    bytes[at % bytes.length] ^= (byte) change;
    boolean isAccepted;
    try {
      isAccepted = !Note.parse(bytes).verifiedBy(List.of(EXAMPLE_KEY)).isEmpty();
    } catch (Malformed | BadSignature refused) {
      isAccepted = false;
    }
    assertThat(isAccepted).isFalse();
  }

  @Test
  void shouldVerifyWhatItSigns() {
    Note note = signed("text\n", SIGNER, signer("other.example", 2));

    assertThat(Note.parse(note.bytes())).isEqualTo(note);
    assertThat(note.verifiedBy(List.of(SIGNER.verifierKey())))
        .containsExactly(SIGNER.verifierKey());
    assertThat(note.verifiedBy(List.of(signer("third.example", 3).verifierKey()))).isEmpty();
  }

  @Test
  void shouldTellSignaturesApart() {
    NoteSignature one = SIGNER.sign("text\n", Instant.EPOCH);
    NoteSignature same = SIGNER.sign("text\n", Instant.EPOCH);
    NoteSignature other = SIGNER.sign("other\n", Instant.EPOCH);

    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(one.hashCode()).isNotEqualTo(other.hashCode());
    assertThat(one.toString()).startsWith("— log.example ").doesNotContain("\n");
  }

  @Test
  void shouldCountAKeyThatSignsTwiceOnce() {
    Note note = signed("text\n", SIGNER, SIGNER);
    assertThat(note.verifiedBy(List.of(SIGNER.verifierKey(), SIGNER.verifierKey()))).hasSize(1);
  }

  @Test
  void shouldRefuseTheWholeNoteIfAKnownKeyDidNotSignIt() {
    NoteSigner other = signer("other.example", 2);
    NoteSignature ofOtherText = SIGNER.sign("other text\n", Instant.EPOCH);
    Note note = signed("text\n", other).with(ofOtherText);

    assertThat(note.verifiedBy(List.of(other.verifierKey()))).hasSize(1);
    assertThatThrownBy(() -> note.verifiedBy(List.of(other.verifierKey(), SIGNER.verifierKey())))
        .isInstanceOf(BadSignature.class)
        .hasMessageContaining(SIGNER.verifierKey().toString());
  }

  @Test
  void shouldPassOverAKeyOfTheSameNameOrTheSameId() {
    NoteSigner sameName = signer("log.example", 9);
    Note note = signed("text\n", sameName);
    assertThat(note.verifiedBy(List.of(SIGNER.verifierKey()))).isEmpty();

    NoteSignature sameId =
        new NoteSignature("log.example/b", SIGNER.verifierKey().id(), new byte[64]);
    assertThat(note.with(sameId).verifiedBy(List.of(SIGNER.verifierKey()))).isEmpty();
    assertThat(SIGNER.verifierKey().verifies("text\n", sameId)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text\n",
        "text\n\n",
        "text\n\nno dash AAAA\n",
        "text\n\n— name\n",
        "text\n\n— name \n",
        "text\n\n— name AAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "text\n\n— na+me AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— name AAAAAAA=",
        "text\n\n— name AAAAAAA= \n",
        "text\n\n— name AAAAAAA=\nmore\n",
        "text\n\n— name AAAAAAA=\n\n",
        "te\txt\n\n— name AAAAAAA=\n",
        "text\r\n\n— name AAAAAAA=\n",
        "text\n— name AAAAAAA=\n",
        "\u2014 name AAAAAAA=\n"
      })
  void shouldRefuseWhatIsNoNote(String note) {
    assertThatThrownBy(() -> Note.parse(note.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected ");
  }

  @Test
  void shouldSayThatASignatureIsMissing() {
    assertThatThrownBy(() -> Note.parse("text\n\n— name AAAAAA==\n"))
        .hasMessage("Expected a key id and a signature, but there are fewer than 5 bytes");
  }

  @Test
  void shouldReadTheSmallestNote() {
    assertThat(Note.parse("\n\n— name AAAAAAA=\n").text()).isEqualTo("\n");
  }

  @Test
  void shouldRefuseBytesThatAreNotUtf8() {
    byte[] bytes = EXAMPLE.getBytes(StandardCharsets.UTF_8);
    bytes[3] = (byte) 0xFF;
    assertThatThrownBy(() -> Note.parse(bytes)).hasMessageContaining("UTF-8");
  }

  @Test
  void shouldLimitSizeAndSignatures() {
    String line = "— name AAAAAAA=\n";
    assertThat(Note.parse("text\n\n" + line.repeat(100)).signatures()).hasSize(100);
    assertThatThrownBy(() -> Note.parse("text\n\n" + line.repeat(101)))
        .hasMessage("Expected at most 100 signatures, but there are more");
    Note full = Note.parse("text\n\n" + line.repeat(100));
    assertThatThrownBy(() -> full.with(full.signatures().getFirst()))
        .hasMessage("Expected at most 100 signatures, but there are 101");

    byte[] large = ("t".repeat(Note.MAX_BYTES) + "\n\n" + line).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> Note.parse(large)).hasMessageContaining("at most 1 MB");
  }

  private static NoteSigner signer(String name, int seed) {
    byte[] bytes = new byte[32];
    bytes[0] = (byte) seed;
    return NoteSigner.ofSeed(name, SignatureType.ED25519, bytes);
  }

  private static Note signed(String text, NoteSigner... signers) {
    Note note = new Note(text, List.of());
    for (NoteSigner signer : signers) {
      note = note.with(signer.sign(text, Instant.EPOCH));
    }
    return note;
  }
}
