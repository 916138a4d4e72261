package dev.assay.cli.server;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code assay status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Says whether the server of this machine runs and is ready (exit code 1 if not).")
public final class StatusCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--json",
      description = "Print url, pid, dataDir, roles, database, ready, version.")
  private boolean json;

  @Mixin private DataDirOption dataDir = new DataDirOption();

  public StatusCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ServerHome home = context.home(dataDir.path());
    RunningServer server =
        home.running().orElseThrow(() -> Failure.no("No server runs in " + home.root()));
    boolean ready = new ApiClient(server.url(), null).isReady();
    ObjectNode description = ((ObjectNode) server.description().deepCopy()).put("ready", ready);
    Terminal terminal = context.terminal();
    if (json) {
      terminal.json(description);
    } else {
      terminal.line(
          server.url() + "  " + (ready ? terminal.green("ready") : terminal.yellow("not ready")));
      terminal.line("  pid       " + server.pid());
      terminal.line("  data in   " + home.root());
      terminal.line("  roles     " + text(description.get("roles")));
      terminal.line("  database  " + text(description.get("database")));
      terminal.line("  version   " + text(description.get("version")));
    }
    return ready ? 0 : Failure.NO;
  }

  private static String text(@Nullable JsonNode value) {
    if (value == null) {
      return "unknown";
    }
    return value.isString() ? value.stringValue() : value.toString();
  }
}
