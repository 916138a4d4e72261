package dev.assay.cli.audit;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.verify.KnownLogsFile;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.VerifierKey;
import dev.assay.verifier.program.VerifyRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The key of the server's log, remembered when it is met first; another key is refused later. */
final class LogKeys {
  private LogKeys() {}

  static void meet(Context context, ApiClient client, PrintWriter err) throws IOException {
    String newest = client.text("/audit/public-key").lines().findFirst().orElse("");
    if (newest.isEmpty()) {
      throw Failure.no("Expected the server to show its log's key, but it has signed nothing yet");
    }
    Path file = VerifyRequest.defaultKnownLogs(context.environment());
    VerifierKey key;
    try {
      key = VerifierKey.parse(newest);
    } catch (Malformed wrong) {
      throw Failure.no(
          "Expected the key of a log from " + client.url() + ": " + wrong.getMessage());
    }
    if (new KnownLogsFile(file).remember(key)) {
      err.println("Met the log " + key.name() + "; its key is now in " + file);
      err.flush();
    }
  }
}
