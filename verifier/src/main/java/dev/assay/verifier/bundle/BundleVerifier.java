package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import java.io.IOException;
import java.nio.file.Path;

/** Checks a bundle: a file, what is believed beforehand, and a report of what that proves. */
public final class BundleVerifier {
  private BundleVerifier() {}

  /**
   * Checks a bundle. What is wrong with it is in the report.
   *
   * @throws IOException if the file cannot be read at all
   */
  public static Report verify(Path file, Trust trust, Progress progress) throws IOException {
    Report report = new Report();
    try (Archive archive = Archive.open(file)) {
      Contents contents = Contents.read(archive);
      ChosenKeys keys = trust.choose(contents.origin().log(), contents.claimedKeys());
      new HeadChecks(contents, trust, keys, report).run();
      new LeafChecks(contents, trust, keys, report).run(archive, progress);
    } catch (Malformed wrong) {
      report.failed(Check.STRUCTURE, wrong);
    }
    return report;
  }
}
