package dev.assay.verifier.program;

import dev.assay.verifier.bundle.BundleVerifier;
import dev.assay.verifier.bundle.Report;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.InstantSource;

/** Verifies a bundle and prints what came of it. */
public final class VerifyProgram {
  /** It verifies. */
  public static final int VERIFIED = 0;

  /** It does not verify. */
  public static final int NOT_VERIFIED = 1;

  /** The arguments are wrong, or a file cannot be read. */
  public static final int WRONG_USE = 2;

  private final PrintWriter out;
  private final PrintWriter err;

  public VerifyProgram(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Prints a report and gives the exit code. */
  public int run(VerifyRequest request, boolean isJson) throws IOException {
    if (!Files.isRegularFile(request.bundle())) {
      throw new WrongUse("Expected a bundle at " + request.bundle() + ", but there is no file");
    }
    Report report =
        BundleVerifier.verify(
            request.bundle(), request.trust(), new PrintedProgress(err, InstantSource.system()));
    out.print(
        isJson
            ? JsonReport.of(request.bundle(), report) + "\n"
            : TextReport.of(request.bundle(), report));
    out.flush();
    return report.isVerified() ? VERIFIED : NOT_VERIFIED;
  }
}
