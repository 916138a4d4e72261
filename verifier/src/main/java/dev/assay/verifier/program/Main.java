package dev.assay.verifier.program;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** {@code java -jar assay-verifier.jar <bundle>}. */
public final class Main {
  static final String USAGE =
      """
      Usage: java -jar assay-verifier.jar [options] <bundle>

      Checks a bundle of events against its signed checkpoint, without network or server.

        --key <vkey or file>      The log's public key; repeat it after a change of keys.
                                  Else ASSAY_LEDGER_KEY, else the known logs, else the key
                                  in the bundle, which proves nothing about who made it.
        --witness <vkey or file>  Public key of a witness; repeat it.
        --min-witnesses <n>       So many of them must have seen the checkpoints (default: all).
        --previous <file>         A checkpoint of the tenant, or a bundle, that you kept: the
                                  tree must begin with its tree.
        --known-logs <file>       Keys of logs met before (default: ~/.assay/known-logs).
        --json                    Print the report as JSON.
        --help                    Print this.

      Exit codes: 0 it verifies, 1 it does not, 2 wrong use.
      """;

  private Main() {}

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(List.of(args), System.getenv(), out, err));
  }

  static int run(
      List<String> args, Map<String, String> environment, PrintWriter out, PrintWriter err) {
    try {
      if (args.contains("--help") || args.contains("-h")) {
        out.print(USAGE);
        out.flush();
        return VerifyProgram.VERIFIED;
      }
      Arguments arguments = Arguments.parse(args);
      return new VerifyProgram(out, err).run(arguments.request(environment), arguments.isJson());
    } catch (WrongUse | IOException wrong) {
      err.println("assay-verifier: " + wrong.getMessage());
      err.println("Try --help.");
      return VerifyProgram.WRONG_USE;
    }
  }
}
