package dev.assay.cli.api;

import dev.assay.cli.Context;
import dev.assay.cli.server.RunningServer;
import dev.assay.cli.server.ServerHome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to, and as whom. */
public final class ServerOptions {
  private static final String DEFAULT_URL = "http://localhost:8080";
  private static final String DEMO_TENANT = "demo";

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description =
          "The server (default: ASSAY_URL, else the one of this machine, else "
              + DEFAULT_URL
              + ").")
  private @Nullable String url;

  @Option(
      names = "--data-dir",
      paramLabel = "<folder>",
      description = "Data directory of this machine's server (default: ASSAY_HOME, else .assay).")
  private @Nullable Path dataDir;

  public ServerHome home(Context context) {
    return context.home(dataDir);
  }

  public String url(Context context) {
    String environment = context.environment().getOrDefault("ASSAY_URL", "");
    if (url != null) {
      return url;
    }
    if (!environment.isBlank()) {
      return environment;
    }
    Optional<RunningServer> local = home(context).running();
    return local.isPresent() ? local.get().url() : DEFAULT_URL;
  }

  /**
   * A client with {@code ASSAY_TOKEN}, else with a token of this machine's server that has the
   * roles.
   */
  public ApiClient client(Context context, String... roles) {
    String server = url(context);
    String token = context.environment().getOrDefault("ASSAY_TOKEN", "");
    return new ApiClient(
        server,
        token.isBlank()
            ? Tokens.fetch(server, home(context), List.of(roles), DEMO_TENANT, null)
            : token);
  }
}
