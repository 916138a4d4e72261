package dev.assay.verifier.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.merkle.Hash;
import dev.assay.verifier.note.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeavesTest {
  private static final UUID EVENT = UUID.fromString("01020304-0506-0708-090a-0b0c0d0e0f10");
  private static final UUID TENANT = UUID.fromString("11111111-1111-1111-1111-111111111111");
  private static final UUID AGGREGATE = UUID.fromString("22222222-2222-2222-2222-222222222222");
  private static final UUID SALT = UUID.fromString("a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf");
  private static final Hash PAYLOAD = Hash.sha256(new byte[] {1});
  private static final Hash METADATA = Hash.sha256(new byte[] {2});

  @Test
  void shouldWriteTheCanonicalBytes() {
    EventLeaf leaf = leaf(258, 3, 1_700_000_000_000_000L, 2, "Agent", "agent.é");

    assertThat(HexFormat.of().formatHex(leaf.bytes()))
        .isEqualTo(
            "01"
                + "0102030405060708090a0b0c0d0e0f10"
                + "11111111111111111111111111111111"
                + "0000000000000102"
                + "22222222222222222222222222222222"
                + "0000000000000003"
                + "00060a24181e4000"
                + "00000002"
                + "0005"
                + hex("Agent")
                + "0008"
                + hex("agent.é")
                + HexFormat.of().formatHex(PAYLOAD.bytes())
                + HexFormat.of().formatHex(METADATA.bytes()));
    assertThat(leaf.hash()).isEqualTo(Hash.ofLeaf(leaf.bytes()));
  }

  @Test
  void shouldWriteATimeBefore1970() {
    assertThat(HexFormat.of().formatHex(leaf(1, 0, -1, 1, "A", "a").bytes()))
        .contains("ffffffffffffffff");
  }

  @Test
  void shouldSaltWhatItHashes() {
    byte[] stored = "stored".getBytes(StandardCharsets.UTF_8);
    byte[] salted = HexFormat.of().parseHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" + hex("stored"));
    assertThat(EventLeaf.contentHash(SALT, stored)).isEqualTo(Hash.sha256(salted));
  }

  @Test
  void shouldNotLetANameRunIntoTheNext() {
    assertThat(leaf(1, 0, 0, 1, "ab", "c").hash()).isNotEqualTo(leaf(1, 0, 0, 1, "a", "bc").hash());
  }

  @Test
  void shouldRefuseWhatNoEventHas() {
    assertThatThrownBy(() -> leaf(0, 0, 0, 1, "A", "a")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> leaf(1, -1, 0, 1, "A", "a")).isInstanceOf(Malformed.class);
    assertThatThrownBy(() -> leaf(1, 0, 0, 0, "A", "a"))
        .hasMessage(
            "Expected position from 1, sequence from 0 and revision from 1, but found 1, 0, 0");
  }

  @Test
  void shouldLimitNames() {
    assertThat(leaf(1, 0, 0, 1, "A", "a".repeat(65_535)).bytes()).hasSize(65_535 + 77 + 4 + 1 + 64);
    EventLeaf longName = leaf(1, 0, 0, 1, "A", "a".repeat(65_536));
    assertThatThrownBy(longName::bytes).hasMessageContaining("at most 65535 bytes");
    EventLeaf lone = leaf(1, 0, 0, 1, "A", "\ud800");
    assertThatThrownBy(lone::bytes).hasMessageContaining("lone surrogates");
  }

  @Test
  void shouldKeepEntriesOfTheGlobalLogApart() {
    Checkpoint checkpoint = new Checkpoint("o", 1, PAYLOAD);
    byte[] ofEvent = GlobalEntry.ofEvent(PAYLOAD);
    byte[] ofCheckpoint = GlobalEntry.ofTenantCheckpoint(checkpoint);
    String bodyHash =
        HexFormat.of()
            .formatHex(Hash.sha256(checkpoint.body().getBytes(StandardCharsets.UTF_8)).bytes());

    assertThat(HexFormat.of().formatHex(ofEvent))
        .isEqualTo("01" + HexFormat.of().formatHex(PAYLOAD.bytes()));
    assertThat(HexFormat.of().formatHex(ofCheckpoint)).isEqualTo("02" + bodyHash);
    assertThat(ofEvent).hasSize(GlobalEntry.LENGTH);
  }

  @Test
  void shouldTellTheLogFromItsTenant() {
    LogOrigin origin = new LogOrigin("assay.example/log", TENANT);

    assertThat(origin.tenant())
        .isEqualTo("assay.example/log/tenant/11111111-1111-1111-1111-111111111111");
    assertThat(LogOrigin.parse(origin.tenant())).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "assay.example",
        "/tenant/11111111-1111-1111-1111-111111111111",
        "assay.example/tenant/",
        "assay.example/tenant/11111111",
        "assay.example/tenant/1-1-1-1-1",
        "assay.example/tenant/11111111-1111-1111-1111-11111111111A",
        "assay.example/tenant/11111111-1111-1111-1111-111111111111/"
      })
  void shouldRefuseWhatIsNoTenantOrigin(String origin) {
    assertThatThrownBy(() -> LogOrigin.parse(origin)).isInstanceOf(Malformed.class);
  }

  private static EventLeaf leaf(
      long position, long sequence, long micros, int revision, String aggregateType, String type) {
    return new EventLeaf(
        EVENT,
        TENANT,
        position,
        AGGREGATE,
        sequence,
        micros,
        revision,
        aggregateType,
        type,
        PAYLOAD,
        METADATA);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
