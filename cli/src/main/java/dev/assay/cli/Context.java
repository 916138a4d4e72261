package dev.assay.cli;

import dev.assay.cli.server.ServerHome;
import java.nio.file.Path;
import java.util.Map;

/** What surrounds a command: environment variables and terminal. Tests make their own. */
public record Context(Map<String, String> environment, Terminal terminal) {
  /** The data directory: the option, {@code ASSAY_HOME}, else {@code .assay} where we are. */
  public ServerHome home(@org.jspecify.annotations.Nullable Path option) {
    if (option != null) {
      return new ServerHome(option.toAbsolutePath().normalize());
    }
    String home = environment.getOrDefault("ASSAY_HOME", "");
    return new ServerHome(Path.of(home.isBlank() ? ".assay" : home).toAbsolutePath().normalize());
  }
}
