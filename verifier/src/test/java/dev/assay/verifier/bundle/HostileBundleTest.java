package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestEvent.Withheld;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to hurt or to mislead: each ends in a report, soon and within little memory. */
class HostileBundleTest {
  /** More than 1 looks at fewer bytes, where many runs are needed. */
  private static final int STEP = Integer.getInteger("assay.step", 1);

  private static final byte[] ZEROS = new byte[1 << 20];

  @TempDir Path folder;

  private final Random random = new Random(11);
  private final TestLog log = new TestLog(TestLog.logKey("assay.example", random), List.of());
  private final TestTenant tenant = TestTenant.random(random, 12);
  private final TestBundle bundle = TestBundle.whole(log, tenant);

  @Test
  void shouldRefuseABombOfOneLine() throws IOException {
    Path file = folder.resolve("bomb.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : bundle.names()) {
        zip.putNextEntry(new ZipEntry(name));
        if (name.equals("events.ndjson")) {
          for (int i = 0; i < 300; i++) {
            zip.write(ZEROS);
          }
        } else {
          zip.write(bundle.get(name));
        }
      }
    }
    assertThat(Files.size(file)).isLessThan(1_000_000);
    assertThat(verify(file).finding(Check.EVENTS).message())
        .isEqualTo("Expected lines of at most 64 MiB, but one is longer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"manifest.json", "checkpoint", "public-keys"})
  void shouldRefuseASmallPartThatIsLarge(String name) throws IOException {
    byte[] large = new byte[2_000_001];
    Arrays.fill(large, (byte) ' ');
    assertThat(structure(bundle.put(name, large)))
        .isEqualTo("Expected at most 2 MB in " + name + ", but there is more");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../events.ndjson",
        "/events.ndjson",
        "events.ndjson/",
        "EVENTS.NDJSON",
        "events.ndjson ",
        "a/../checkpoint",
        "checkpoint\u001b[2J",
        "report.html"
      })
  void shouldRefuseEveryOtherName(String name) throws IOException {
    assertThat(structure(bundle.put(name, "x")))
        .startsWith("Expected only the entries of a bundle, but there is '")
        .doesNotContain("\u001b");
  }

  @Test
  void shouldRefuseAPartThatIsThereTwice() throws IOException {
    byte[] zip = zip(bundle.put("checkpoinT", bundle.get("checkpoint")));
    for (int at = indexOf(zip, "checkpoinT", 0); at >= 0; at = indexOf(zip, "checkpoinT", at)) {
      zip[at + 9] = 't';
    }
    assertThat(structure(zip)).isEqualTo("Expected checkpoint once, but there are two");
  }

  @Test
  void shouldRefuseACommentAndWhatFollowsTheEnd() throws IOException {
    byte[] zip = zip(bundle);
    byte[] longer = Arrays.copyOf(zip, zip.length + 10);
    assertThat(structure(longer)).startsWith("Expected a ZIP file without comment");
    ByteBuffer.wrap(longer).order(ByteOrder.LITTLE_ENDIAN).putShort(zip.length - 2, (short) 10);
    assertThat(structure(longer)).startsWith("Expected a ZIP file without comment");
  }

  @Test
  void shouldReadASmallPartOfTheLargestSize() throws IOException {
    String manifest = bundle.text("manifest.json");
    bundle.put("manifest.json", manifest + " ".repeat(2_000_000 - manifest.length()));
    assertThat(verify(bundle).isVerified()).isTrue();
  }

  @Test
  void shouldLookIntoADirectoryOfTheLargestSize() throws IOException {
    byte[] zip = zip(bundle);
    int at = zip.length - 22;
    ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    end.putShort(at + 8, (short) 16).putShort(at + 10, (short) 16).putInt(at + 12, 16 * 1024);
    assertThat(structure(zip)).startsWith("Expected a ZIP file, but");
  }

  @Test
  void shouldNotReadADirectoryThatClaimsToBeLarge() throws IOException {
    byte[] zip = zip(bundle);
    ByteBuffer end = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    int at = zip.length - 22;
    end.putInt(at + 12, 16 * 1024 + 1);
    assertThat(structure(zip)).startsWith("Expected one ZIP file of at most 16 entries");

    byte[] many = zip(bundle);
    ByteBuffer manyEnd = ByteBuffer.wrap(many).order(ByteOrder.LITTLE_ENDIAN);
    manyEnd.putShort(at + 8, (short) 17).putShort(at + 10, (short) 17);
    assertThat(structure(many)).startsWith("Expected one ZIP file of at most 16 entries");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 6, 8, 20})
  void shouldRefuseAnEndThatSpeaksOfOtherFiles(int at) throws IOException {
    byte[] zip = zip(bundle);
    zip[zip.length - 22 + at]++;
    assertThat(structure(zip)).startsWith("Expected one ZIP file of at most 16 entries");
  }

  @Test
  void shouldRefuseWhatIsNoZip() throws IOException {
    for (String text : List.of("", "PK", "{}", "x".repeat(100))) {
      assertThat(structure(text.getBytes(StandardCharsets.UTF_8)))
          .startsWith("Expected a ZIP file");
    }
    byte[] onlyAnEnd = new byte[22];
    onlyAnEnd[0] = 'P';
    onlyAnEnd[1] = 'K';
    onlyAnEnd[2] = 5;
    onlyAnEnd[3] = 6;
    assertThat(structure(onlyAnEnd)).isNotEmpty();
    assertThatThrownBy(() -> verify(folder.resolve("nothing.zip")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** A changed byte of the file changes a part, or does no harm; it never stops the program. */
  @Test
  void shouldSurviveEveryChangedByteOfTheFile() throws IOException {
    byte[] zip = zip(bundle);
    Report honest = verifyBytes(zip);
    for (int at = 0; at < zip.length; at += STEP) {
      byte[] changed = zip.clone();
      changed[at] ^= (byte) (1 + random.nextInt(255));
      Report report = verifyBytes(changed);
      if (report.isVerified()) {
        assertThat(report.facts()).as("byte %d", at).isEqualTo(honest.facts());
      }
    }
  }

  @Test
  void shouldSurviveEveryTruncation() throws IOException {
    byte[] zip = zip(bundle);
    for (int length = 0; length < zip.length; length += 7 * STEP) {
      assertThat(verifyBytes(Arrays.copyOf(zip, length)).isVerified()).isFalse();
    }
  }

  @Test
  void shouldTellDamageFromTampering() throws IOException {
    byte[] zip = stored(bundle);
    int at = indexOf(zip, "agent-execution", 0);
    zip[at + 14] = 'm';
    assertThat(verifyBytes(zip).finding(Check.EVENTS).message())
        .startsWith("Expected an event that hashes to its leaf");

    // The last newline is no part of any line, so that only the checksum can tell.
    byte[] other = stored(bundle);
    int name = indexOf(other, "public-keys", 0);
    other[name + "public-keys".length() + log.key().toString().length()] = '\n';
    other[name + "public-keys".length()] = '\n';
    assertThat(verifyBytes(other).finding(Check.STRUCTURE).message())
        .isEqualTo(
            "Expected public-keys undamaged, but its checksum differs: the file changed after it was written");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"format\":\"assay-bundle/2\"}",
        "{\"format\":1}",
        "[]",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":\"12\"}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":[]}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"all\"}}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"range\",\"from\":0}}",
        "{\"format\":\"assay-bundle/1\",\"origin\":\"o\",\"treeSize\":12,\"leaves\":{\"kind\":\"selection\",\"count\":true}}"
      })
  void shouldRefuseManifestsOfAnotherForm(String manifest) throws IOException {
    assertThat(structure(bundle.put("manifest.json", manifest))).startsWith("Expected ");
  }

  @Test
  void shouldHoldTheManifestAgainstTheCheckpoint() throws IOException {
    String manifest = bundle.text("manifest.json");
    assertThat(structure(bundle.put("manifest.json", manifest.replace("assay.example", "other"))))
        .startsWith("Expected origin assay.example/tenant/");
    assertThat(
            structure(
                bundle.put(
                    "manifest.json", manifest.replace("\"treeSize\":12", "\"treeSize\":13"))))
        .isEqualTo("Expected treeSize 12 in the manifest, as in the checkpoint, but it is 13");
    for (String range :
        List.of("\"from\":5,\"to\":4", "\"from\":0,\"to\":13", "\"from\":1,\"to\":0")) {
      String other = manifest.replace("\"from\":0,\"to\":12", range);
      bundle.put("range-proof.json", "{\"left\":[],\"right\":[]}\n");
      assertThat(structure(bundle.put("manifest.json", other)))
          .startsWith("Expected a range inside the tree");
    }
  }

  @Test
  void shouldAskForARangeProofWhereItIsNeededAndOnlyThere() throws IOException {
    assertThat(structure(bundle.copy().put("range-proof.json", "{\"left\":[],\"right\":[]}")))
        .startsWith("Expected range-proof.json for a part of the tree and only for that");
    TestBundle part = TestBundle.range(log, tenant, 3, 7, i -> Withheld.NOTHING);
    assertThat(structure(part.copy().remove("range-proof.json")))
        .startsWith("Expected range-proof.json for a part of the tree and only for that");
    String hash = tenant.tree().root().base64();
    for (String proof :
        List.of(
            "{\"left\":[]}\n",
            "{\"left\":[],\"right\":[],\"more\":[]}\n",
            "{\"left\":[],\"right\":\"\"}\n",
            "{\"left\":[],\"right\":[]}\n",
            "{\"left\":[1],\"right\":[]}\n",
            "{\"left\":[\"%s\",\"%s\",\"%s\"],\"right\":[]}\n".formatted(hash, hash, hash))) {
      assertThat(structure(part.copy().put("range-proof.json", proof))).startsWith("Expected ");
    }
    String noRight = "{\"left\":[\"%s\",\"%s\"],\"right\":[]}\n".formatted(hash, hash);
    assertThat(
            verify(part.copy().put("range-proof.json", noRight)).firstBad().orElseThrow().check())
        .isEqualTo(Check.TREE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "global-checkpoint",
        "tenant-checkpoint.tlog-proof",
        "range-proof.json",
        "events.ndjson"
      })
  void shouldCountEveryByteOfWhatIsProven(String name) throws IOException {
    TestBundle part = TestBundle.range(log, tenant, 3, 4, i -> Withheld.NOTHING);
    byte[] bytes = part.get(name);
    for (int at = 0; at <= bytes.length; at++) {
      for (String more : List.of("", " ", "\n")) {
        int gone = more.isEmpty() ? 1 : 0;
        if (at + gone > bytes.length) {
          continue;
        }
        byte[] other = new byte[bytes.length - gone + more.length()];
        System.arraycopy(bytes, 0, other, 0, at);
        System.arraycopy(more.getBytes(StandardCharsets.UTF_8), 0, other, at, more.length());
        System.arraycopy(bytes, at + gone, other, at + more.length(), bytes.length - at - gone);
        if (!Arrays.equals(bytes, other)) {
          assertThat(verify(part.copy().put(name, other)).isVerified())
              .as("'%s' instead of %d bytes at %d of %s", more, gone, at, name)
              .isFalse();
        }
      }
    }
  }

  @Test
  void shouldRefuseTileHashesOfAnotherForm() throws IOException {
    String hash = tenant.tree().root() + "\n";
    for (String hashes : List.of(hash, "x\n", "\n")) {
      assertThat(structure(bundle.copy().put("tile-hashes", hashes))).startsWith("Expected ");
    }
    TestBundle part = TestBundle.range(log, tenant, 3, 7, i -> Withheld.NOTHING);
    assertThat(structure(part.put("tile-hashes", ""))).startsWith("Expected tile-hashes for");
    TestBundle some = TestBundle.selection(log, tenant, List.of(1), i -> Withheld.NOTHING);
    assertThat(structure(some.put("tile-hashes", ""))).startsWith("Expected tile-hashes for");
  }

  @Test
  void shouldAskForEveryPart() throws IOException {
    bundle.remove("tile-hashes");
    for (String name : bundle.names()) {
      Report report = verify(bundle.copy().remove(name));
      assertThat(report.firstBad().orElseThrow().message())
          .isEqualTo("Expected an entry " + name + ", but there is none");
    }
  }

  @Test
  void shouldRefuseAProofThatIsNotOfTheCheckpointBesideIt() throws IOException {
    String proof = bundle.text("tenant-checkpoint.tlog-proof");
    String extra = proof.replace("@v1\n", "@v1\nextra AAAA\n");
    assertThat(structure(bundle.copy().put("tenant-checkpoint.tlog-proof", extra)))
        .contains("to have no extra data");
    assertThat(structure(bundle.copy().put("global-checkpoint", bundle.get("checkpoint"))))
        .contains("to end in global-checkpoint");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "{}",
        " {\"index\":0",
        "{\"index\": 0",
        "{\"index\":00",
        "{\"index\":0,\"leaf\":\"AAAA\"",
        "{\"eventId\":"
      })
  void shouldNameTheLineThatIsNoEvent(String line) throws IOException {
    List<String> lines = new ArrayList<>(bundle.text("events.ndjson").lines().toList());
    lines.set(3, line);
    Report report = verify(bundle.put("events.ndjson", String.join("\n", lines) + "\n"));
    assertThat(report.firstBadPlace().orElseThrow().toString()).isEqualTo("line 4");
    assertThat(report.finding(Check.EVENTS).message()).startsWith("Expected ");
  }

  @Test
  void shouldNameTheLineThatDoesNotEnd() throws IOException {
    String events = bundle.text("events.ndjson");
    bundle.put("events.ndjson", events.substring(0, events.length() - 1));
    Report report = verify(bundle);
    assertThat(report.firstBadPlace().orElseThrow().toString()).isEqualTo("line 12");
    assertThat(report.finding(Check.EVENTS).message()).contains("ends in newline");
  }

  @Test
  void shouldLimitRevisions() throws IOException {
    String first = bundle.text("events.ndjson").lines().findFirst().orElseThrow();
    String largest = first.replaceFirst("\"revision\":\\d+", "\"revision\":2147483647");
    String larger = first.replaceFirst("\"revision\":\\d+", "\"revision\":2147483648");
    String events = bundle.text("events.ndjson");
    assertThat(eventsMessage(events.replace(first, largest))).contains("it was changed");
    assertThat(eventsMessage(events.replace(first, larger)))
        .isEqualTo("Expected a revision below 2^31, but it is 2147483648");
  }

  private String eventsMessage(String events) throws IOException {
    return verify(bundle.copy().put("events.ndjson", events)).finding(Check.EVENTS).message();
  }

  /** One spelling for each line: what JSON would forgive is refused. */
  @Test
  void shouldRefuseOtherSpellingsOfTheSameEvent() throws IOException {
    List<String> lines = bundle.text("events.ndjson").lines().toList();
    String line = lines.getFirst();
    for (String other :
        List.of(
            line + " ",
            " " + line,
            line + "\r",
            line.replace(",\"leaf\"", ", \"leaf\""),
            line.replace("\"type\":\"a", "\"type\":\"\\u0061"),
            line.replace("\"revision\":", "\"revision\":0"),
            line.replace("}", ",\"approved\":true}"),
            line.replace("Z\"", "+00:00\""),
            line.replaceFirst("\"eventId\":\"(.)", "\"eventId\":\"\\u00200$1"),
            line.toUpperCase(Locale.ROOT))) {
      String text = bundle.text("events.ndjson").replace(line + "\n", other + "\n");
      assertThat(verify(bundle.copy().put("events.ndjson", text)).isVerified()).as(other).isFalse();
    }
  }

  private String structure(TestBundle changed) throws IOException {
    return structure(zip(changed));
  }

  private String structure(byte[] zip) throws IOException {
    Report report = verifyBytes(zip);
    assertThat(report.isVerified()).isFalse();
    return report.finding(Check.STRUCTURE).message();
  }

  private Report verify(TestBundle changed) throws IOException {
    return verifyBytes(zip(changed));
  }

  private Report verifyBytes(byte[] zip) throws IOException {
    return verify(Files.write(folder.resolve("bundle.zip"), zip));
  }

  private Report verify(Path file) throws IOException {
    return BundleVerifier.verify(file, Trust.in(List.of(log.key())), Progress.NONE);
  }

  private byte[] zip(TestBundle parts) throws IOException {
    return Files.readAllBytes(parts.write(folder.resolve("parts.zip")));
  }

  private byte[] stored(TestBundle parts) throws IOException {
    Path file = folder.resolve("stored.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(0);
      for (String name : parts.names()) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(parts.get(name).length);
        CRC32 crc = new CRC32();
        crc.update(parts.get(name));
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(parts.get(name));
        zip.closeEntry();
      }
    }
    return Files.readAllBytes(file);
  }

  private static int indexOf(byte[] bytes, String text, int from) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
  }
}
