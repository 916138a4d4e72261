package dev.assay.verifier.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.testing.TestBundle;
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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files made to hurt, whatever their parts say: each ends in a report, soon and within little
 * memory.
 */
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
