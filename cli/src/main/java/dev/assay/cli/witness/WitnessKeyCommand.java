package dev.assay.cli.witness;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import dev.assay.verifier.encoding.Malformed;
import dev.assay.verifier.note.NoteSigner;
import dev.assay.verifier.note.SignatureType;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay witness-key}. */
@Command(
    name = "witness-key",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Makes the key of a witness and prints its public part (a vkey) for logs and verifiers.",
      "The file can be read by its owner only and is never replaced. Keep a copy in a safe place."
    })
public final class WitnessKeyCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      required = true,
      description = "Name of the witness, best an address that is yours: witness.example.org/w1")
  private @Nullable String name;

  @Option(
      names = "--key-file",
      paramLabel = "<file>",
      required = true,
      description = "Where the private key is kept.")
  private @Nullable Path keyFile;

  @Option(names = "--json", description = "Print {\"vkey\": …}.")
  private boolean json;

  public WitnessKeyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    NoteSigner signer;
    try {
      signer =
          NoteSigner.generate(
              Objects.requireNonNull(name), SignatureType.COSIGNATURE, new SecureRandom());
    } catch (Malformed wrong) {
      throw Failure.wrongUse(String.valueOf(wrong.getMessage()));
    }
    WitnessKeyFile.write(Objects.requireNonNull(keyFile), signer);
    if (json) {
      context.terminal().json(Map.of("vkey", signer.verifierKey().toString()));
    } else {
      context.terminal().line(signer.verifierKey().toString());
    }
    return 0;
  }
}
