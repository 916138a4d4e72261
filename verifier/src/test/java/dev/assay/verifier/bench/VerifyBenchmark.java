package dev.assay.verifier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Progress;
import dev.assay.verifier.bundle.Report;
import dev.assay.verifier.bundle.Trust;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.testing.TestLog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Verifies a bundle of a million events, as a ratio to a loop that does nothing but unpack and hash
 * the same bytes with SHA-256, and to one that only hashes them, in the same run (ratios are of
 * processor time, which other programs disturb least). By hand, on one core:
 *
 * <pre>{@code
 * taskset -c 0 mvn -ntp -pl verifier test -Dtest=VerifyBenchmark -Djacoco.skip
 * }</pre>
 *
 * with {@code -Dassay.bench.events} (default 1,000,000) and {@code -Dassay.bench.rounds} (default
 * 3).
 */
@EnabledIfSystemProperty(named = "test", matches = ".*Benchmark.*")
class VerifyBenchmark {
  private static final int EVENTS = Integer.getInteger("assay.bench.events", 1_000_000);
  private static final int ROUNDS = Integer.getInteger("assay.bench.rounds", 3);

  @TempDir Path folder;

  @Test
  void verifyOneMillionEvents() throws Exception {
    NoteSigner key = TestLog.logKey("assay.example", new Random(2));
    LargeBundle bundle = LargeBundle.write(folder.resolve("large.zip"), EVENTS, key);
    Trust trust = Trust.in(List.of(key.verifierKey()));
    long bytes = hashUnpacked(bundle.file());
    System.out.printf(
        "%,d events, %,d MB, packed %,d MB%n",
        EVENTS, bytes / 1_000_000, Files.size(bundle.file()) / 1_000_000);
    for (int round = 1; round <= ROUNDS; round++) {
      Cost raw = cost(() -> hashOnly(bytes));
      Cost unpacked = cost(() -> hashUnpacked(bundle.file()));
      Cost verified = cost(() -> verify(bundle, trust));
      System.out.printf(
          "round %d: verify %s = %,.0f events/s; SHA-256 alone %s (ratio %.1f); unpack and SHA-256 %s (ratio %.1f)%n",
          round,
          verified,
          EVENTS / verified.wall(),
          raw,
          verified.processor() / raw.processor(),
          unpacked,
          verified.processor() / unpacked.processor());
    }
  }

  private static void verify(LargeBundle bundle, Trust trust) throws IOException {
    Report report = BundleVerifier.verify(bundle.file(), trust, Progress.NONE);
    assertThat(report.isVerified()).as(report.findings().toString()).isTrue();
  }

  private static long hashUnpacked(Path file) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry("events.ndjson"))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        bytes += read;
      }
    }
    digest.digest();
    return bytes;
  }

  private static void hashOnly(long bytes) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    for (long hashed = 0; hashed < bytes; hashed += buffer.length) {
      digest.update(buffer);
    }
    digest.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException never) {
      throw new IllegalStateException(never);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  /** Seconds by the clock, and of them those that the processor gave to this thread. */
  private record Cost(double wall, double processor) {
    @Override
    public String toString() {
      return "%.1f s (%.1f s of processor)".formatted(wall, processor);
    }
  }

  private static Cost cost(Work work) throws IOException {
    long begin = System.nanoTime();
    long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return new Cost(
        (System.nanoTime() - begin) / 1e9,
        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9);
  }
}
