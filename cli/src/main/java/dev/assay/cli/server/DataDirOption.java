package dev.assay.cli.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --data-dir}, the same for every command that needs it. */
public final class DataDirOption {
  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      description =
          "Where the server of this machine keeps its state (default: ASSAY_HOME, else .assay).")
  private @Nullable Path dataDir;

  public @Nullable Path path() {
    return dataDir;
  }
}
