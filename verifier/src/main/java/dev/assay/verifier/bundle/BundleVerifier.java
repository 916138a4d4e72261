package dev.assay.verifier.bundle;

import dev.assay.verifier.encoding.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Checks a bundle, or a dossier with one in it: a file, what is believed beforehand, and a report
 * of what that proves.
 */
public final class BundleVerifier {
  private BundleVerifier() {}

  /**
   * Checks a bundle or dossier. What is wrong with it is in the report.
   *
   * @throws IOException if the file cannot be read at all
   */
  public static Report verify(Path file, Trust trust, Progress progress) throws IOException {
    Report report = new Report();
    try {
      if (DossierFile.isOne(file)) {
        dossier(DossierFile.read(file), trust, progress, report);
      } else {
        bundle(file, trust, progress, report);
      }
    } catch (Malformed wrong) {
      report.failed(Check.STRUCTURE, wrong);
    }
    return report;
  }

  private static void bundle(Path file, Trust trust, Progress progress, Report report)
      throws IOException {
    try (Archive archive = Archive.open(file)) {
      check(archive, trust, progress, report);
    }
  }

  /** A ZIP file can only be read from a file, so the dossier's is put into one for a moment. */
  private static void dossier(DossierFile dossier, Trust trust, Progress progress, Report report)
      throws IOException {
    report.skipped(Check.DOSSIER, "not reached");
    Path file = Files.createTempFile("assay-dossier-", ".zip");
    try {
      Files.write(file, dossier.bundle());
      try (Archive archive = Archive.open(file)) {
        check(archive, trust, progress, report);
        if (report.hasPassed(Check.TREE)) {
          report.run(Check.DOSSIER, () -> new DossierCheck(dossier).run(archive));
        }
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void check(Archive archive, Trust trust, Progress progress, Report report)
      throws IOException {
    Contents contents = Contents.read(archive);
    ChosenKeys keys = trust.choose(contents.origin().log(), contents.claimedKeys());
    new HeadChecks(contents, trust, keys, report).run();
    new LeafChecks(contents, trust, keys, report).run(archive, progress);
  }
}
