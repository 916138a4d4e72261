package dev.assay.verifier.bundle;

import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.testing.TestBundle;
import dev.assay.verifier.testing.TestLog;
import dev.assay.verifier.testing.TestTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A log that a witness watches, a tenant of twenty events, and somebody who trusts log and witness.
 */
final class TestVerifier {
  static final String ORIGIN = "assay.example";

  final Random random = new Random(7);
  private final NoteSigner key = TestLog.logKey(ORIGIN, random);
  final NoteSigner witness = TestLog.witnessKey("witness.example", random);
  final TestLog log = new TestLog(key, List.of(witness));
  final TestTenant tenant = TestTenant.random(random, 20);
  final Trust trust = Trust.in(List.of(log.key())).withWitnesses(log.witnessKeys(), 1);

  Report verify(TestBundle bundle) throws IOException {
    return verify(bundle, trust);
  }

  Report verify(TestBundle bundle, Trust trusting) throws IOException {
    Path file = Files.createTempFile("bundle-", ".zip");
    try {
      return BundleVerifier.verify(bundle.write(file), trusting, Progress.NONE);
    } finally {
      Files.delete(file);
    }
  }
}
