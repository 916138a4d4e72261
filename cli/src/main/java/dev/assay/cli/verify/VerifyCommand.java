package dev.assay.cli.verify;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.verifier.program.VerifyProgram;
import dev.assay.verifier.program.VerifyRequest;
import dev.assay.verifier.program.WrongUse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code assay verify}: the same as {@code java -jar assay-verifier.jar}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Checks a bundle of events against its signed checkpoint, without network or server.",
      "Names the first bad position and what is wrong (exit code 1)."
    },
    footer = {
      "",
      "Whose key it is, is for you to know: --key, else ASSAY_LEDGER_KEY, else the known logs, else",
      "the key in the bundle, which proves nothing about who made it. Without a witness outside the",
      "operator's control the operator could rewrite the past and sign it again."
    })
public final class VerifyCommand implements Callable<Integer> {
  private final Context context;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "<bundle>", description = "The file.")
  private @Nullable Path bundle;

  @Option(
      names = "--key",
      paramLabel = "<vkey or file>",
      description = "The log's public key; repeat it after a change of keys.")
  private List<String> keys = List.of();

  @Option(
      names = "--witness",
      paramLabel = "<vkey or file>",
      description = "Public key of a witness; repeat it.")
  private List<String> witnesses = List.of();

  @Option(
      names = "--min-witnesses",
      paramLabel = "<n>",
      description = "So many of them must have seen the checkpoints (default: all).")
  private @Nullable Integer minWitnesses;

  @Option(
      names = "--previous",
      paramLabel = "<file>",
      description =
          "A checkpoint of the tenant, or a bundle, that you kept: the tree must begin with its"
              + " tree.")
  private @Nullable Path previous;

  @Option(
      names = "--known-logs",
      paramLabel = "<file>",
      description = "Keys of logs met before (default: ~/.assay/known-logs).")
  private @Nullable Path knownLogs;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  @SuppressWarnings("NullAway.Init")
  public VerifyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    VerifyRequest request =
        new VerifyRequest(
            Objects.requireNonNull(bundle),
            keys,
            witnesses,
            minWitnesses == null ? OptionalInt.empty() : OptionalInt.of(minWitnesses),
            Optional.ofNullable(previous),
            Optional.ofNullable(knownLogs),
            context.environment());
    try {
      return new VerifyProgram(spec.commandLine().getOut(), spec.commandLine().getErr())
          .run(request, json);
    } catch (WrongUse | IOException wrong) {
      throw Failure.wrongUse(String.valueOf(wrong.getMessage()));
    }
  }
}
