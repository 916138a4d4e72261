package dev.assay.verifier.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String VKEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  /** The pair in the documentation of golang.org/x/mod/sumdb/note. */
  private static final String GO_SECRET =
      "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";

  private static final String GO_VKEY =
      "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

  @Test
  void shouldReadTheKeyOfTheSpecification() {
    VerifierKey key = VerifierKey.parse(VKEY);

    assertThat(key.name()).isEqualTo("example.com/foo");
    assertThat(key.id()).isEqualTo(0x530d903a);
    assertThat(key.type()).isEqualTo(SignatureType.ED25519);
    assertThat(key.publicKey()).hasSize(32);
    assertThat(key)
        .hasToString(VKEY)
        .isEqualTo(VerifierKey.parse(VKEY))
        .hasSameHashCodeAs(VerifierKey.parse(VKEY));
    assertThat(key).isNotEqualTo(VerifierKey.parse(GO_VKEY));
    assertThat(key.hashCode()).isNotEqualTo(VerifierKey.parse(GO_VKEY).hashCode());
  }

  @Test
  void shouldSignAsTheGoLibraryDoes() {
    NoteSigner signer = NoteSigner.parse(GO_SECRET);
    String text =
        "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n";

    assertThat(signer.verifierKey()).hasToString(GO_VKEY);
    assertThat(signer.secret()).isEqualTo(GO_SECRET);
    assertThat(signer.sign(text, Instant.EPOCH).line())
        .isEqualTo(
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
  }

  /** RFC 8032 section 7.1, test 2. */
  @Test
  void shouldSignAsTheRfcDoes() {
    byte[] seed = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
    byte[] publicKey = hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    byte[] signature =
        hex(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");

    assertThat(Ed25519.publicKeyOf(seed)).isEqualTo(publicKey);
    assertThat(Ed25519.sign(Ed25519.privateKey(seed), hex("72"))).isEqualTo(signature);
    assertThat(Ed25519.verifies(Ed25519.publicKey(publicKey), hex("72"), signature)).isTrue();
    assertThat(Ed25519.verifies(Ed25519.publicKey(publicKey), hex("73"), signature)).isFalse();
    assertThat(Ed25519.verifies(Ed25519.publicKey(publicKey), hex("72"), new byte[63])).isFalse();
  }

  @Test
  void shouldGenerateKeysThatDiffer() {
    SecureRandom random = new SecureRandom();
    NoteSigner one = NoteSigner.generate("w.example", SignatureType.COSIGNATURE, random);
    NoteSigner two = NoteSigner.generate("w.example", SignatureType.COSIGNATURE, random);

    assertThat(one.verifierKey()).isNotEqualTo(two.verifierKey());
    assertThat(NoteSigner.parse(one.secret()).verifierKey()).isEqualTo(one.verifierKey());
    assertThat(one.verifierKey().toString()).startsWith("w.example+").contains("+B");
  }

  @Test
  void shouldNotShowTheSecret() {
    NoteSigner signer = NoteSigner.parse(GO_SECRET);
    assertThat(signer.toString()).contains(GO_VKEY).doesNotContain("AYEKFALV");
  }

  @Test
  void shouldGiveOneKeyTwoIdsForTwoUses() {
    byte[] seed = new byte[32];
    VerifierKey log = NoteSigner.ofSeed("n", SignatureType.ED25519, seed).verifierKey();
    VerifierKey witness = NoteSigner.ofSeed("n", SignatureType.COSIGNATURE, seed).verifierKey();
    assertThat(log.publicKey()).isEqualTo(witness.publicKey());
    assertThat(log.id()).isNotEqualTo(witness.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "name",
        "name+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+",
        "example.com/foo+530d903a+AQ==",
        "example.com/foo+530d903a+BukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2kAAAA",
        "example.com/ foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
      })
  void shouldRefuseWhatIsNoKey(String vkey) {
    assertThatThrownBy(() -> VerifierKey.parse(vkey))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "PRIVATE+KEY+PeterNeumann+c74f20a3",
        "PRIVATE+KEX+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
        "PRIVATE+KEY+PeterNeumann+c74f20a4+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDE=",
        "PRIVATE+KEY+PeterNeumann+c74f20a3+A4EKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
      })
  void shouldRefuseWhatIsNoPrivateKeyAndNotRepeatIt(String secret) {
    assertThatThrownBy(() -> NoteSigner.parse(secret))
        .isInstanceOf(Malformed.class)
        .hasMessageNotContaining("KFALV");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a+b",
        "a\u00a0b",
        "a\u2028b",
        "a\tb",
        "a\u0085b",
        "a\ud800b",
        "a\udfffb"
      })
  void shouldRefuseNamesThatNoKeyMayHave(String name) {
    assertThatThrownBy(() -> VerifierKey.of(name, SignatureType.ED25519, new byte[32]))
        .isInstanceOf(Malformed.class)
        .hasMessageStartingWith("Expected a key name");
  }

  @Test
  void shouldLimitNames() {
    byte[] publicKey = VerifierKey.parse(VKEY).publicKey();
    assertThat(VerifierKey.of("é".repeat(255), SignatureType.ED25519, publicKey).name())
        .hasSize(255);
    assertThat(VerifierKey.of("\ud7ff\ue000", SignatureType.ED25519, publicKey).name()).hasSize(2);
    assertThatThrownBy(() -> VerifierKey.of("x".repeat(256), SignatureType.ED25519, publicKey))
        .hasMessageEndingWith("x…'");
    assertThatThrownBy(() -> VerifierKey.of("x", SignatureType.ED25519, new byte[31]))
        .hasMessage("Expected an Ed25519 key of 32 bytes, but it has 31");
  }

  @Test
  void shouldShowNoControlCharacters() {
    assertThatThrownBy(() -> VerifierKey.parse("\u001b[2Jname"))
        .hasMessage("Expected a key '<name>+<id>+<key>', but found '?[2Jname'");
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
