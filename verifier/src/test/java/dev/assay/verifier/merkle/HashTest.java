package dev.assay.verifier.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashTest {
  @Test
  void shouldBeSha256() {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(HexFormat.of().formatHex(Hash.sha256(abc).bytes()))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Hash.sha256(new byte[] {'a'}, new byte[] {'b', 'c'})).isEqualTo(Hash.sha256(abc));
  }

  @Test
  void shouldKeepLeavesAndNodesApart() {
    Hash a = Hash.sha256(new byte[] {1});
    Hash b = Hash.sha256(new byte[] {2});
    byte[] both = HexFormat.of().parseHex(hex(a) + hex(b));
    assertThat(Hash.ofNode(a, b)).isEqualTo(Hash.sha256(new byte[] {1}, both));
    assertThat(Hash.ofLeaf(both)).isEqualTo(Hash.sha256(new byte[] {0}, both));
    assertThat(Hash.ofNode(a, b)).isNotEqualTo(Hash.ofNode(b, a));
  }

  @Test
  void shouldRoundTripAsBase64AndNotShareItsBytes() {
    Hash hash = Hash.sha256(new byte[] {7});
    assertThat(Hash.fromBase64(hash.base64())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(hash).hasToString(hash.base64());
    assertThat(hash.hashCode()).isNotEqualTo(Hash.ofEmptyTree().hashCode());

    byte[] given = hash.bytes();
    Hash copy = Hash.of(given);
    given[0]++;
    copy.bytes()[1]++;
    assertThat(copy).isEqualTo(hash);
  }

  @Test
  void shouldRefuseAnotherLength() {
    assertThatThrownBy(() -> Hash.of(new byte[31]))
        .isInstanceOf(Malformed.class)
        .hasMessage("Expected a hash of 32 bytes, but it has 31");
    assertThatThrownBy(() -> Hash.fromBase64("AAAA")).isInstanceOf(Malformed.class);
  }

  private static String hex(Hash hash) {
    return HexFormat.of().formatHex(hash.bytes());
  }
}
