package dev.assay.cli.server;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Starts the server of this machine, with its own PostgreSQL and authorisation server.",
      "ASSAY_OPENAI_BASE_URL and ASSAY_OPENAI_API_KEY let agents use that model."
    })
public final class StartCommand implements Callable<Integer> {
  public static final int DEFAULT_PORT = 8080;

  private static final Duration LAST_BREATH = Duration.ofSeconds(2);

  private final Context context;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      defaultValue = "" + DEFAULT_PORT,
      description = "HTTP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port = DEFAULT_PORT;

  @Option(
      names = "--roles",
      paramLabel = "<roles>",
      defaultValue = "all",
      description =
          "Comma-separated: command, query, projection, saga, inference, sequencer (default: all).")
  private String roles = "all";

  @Option(names = "--detach", description = "Return when the server is ready and let it run.")
  private boolean detach;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private DataDirOption dataDir = new DataDirOption();

  public StartCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw Failure.wrongUse("Expected --port from 0 to 65535, but got " + port);
    }
    ServerHome home = context.home(dataDir.path());
    Optional<RunningServer> other = home.running();
    if (other.isPresent() && !endsNow(other.get())) {
      throw Failure.no(
          "A server runs already: %s (pid %d, data in %s)"
              .formatted(other.get().url(), other.get().pid(), home.root()));
    }
    ServerLauncher.Request request = new ServerLauncher.Request(port, home.root(), roles);
    return detach ? detached(home, request) : here(request);
  }

  /** A server that was killed a moment ago may still be giving back its memory. */
  private static boolean endsNow(RunningServer server) throws InterruptedException {
    Optional<ProcessHandle> process = ProcessHandle.of(server.pid());
    return process.isEmpty() || Liveness.awaitEnd(process.get(), LAST_BREATH);
  }

  private int detached(ServerHome home, ServerLauncher.Request request) {
    RunningServer server = DetachedServer.start(home, request);
    Terminal terminal = context.terminal();
    if (json) {
      terminal.json(server.description());
    } else {
      terminal.line("Assay is ready at " + terminal.bold(server.url()));
      terminal.line(
          "  pid " + server.pid() + ", data in " + home.root() + ", log in " + home.log());
      terminal.line("  stop it with: assay stop");
    }
    return 0;
  }

  private int here(ServerLauncher.Request request) throws InterruptedException {
    ServerLauncher launcher =
        ServiceLoader.load(ServerLauncher.class)
            .findFirst()
            .orElseThrow(() -> Failure.no("This program holds no server, it is a client only"));
    Terminal terminal = context.terminal();
    try (ServerLauncher.Running server = launcher.start(request)) {
      terminal.line("Assay is ready at " + terminal.bold(server.url()) + " (Ctrl-C stops it)");
      server.awaitStop();
      return 0;
    } catch (ServerLauncher.AlreadyRunning e) {
      throw Failure.no(String.valueOf(e.getMessage()));
    }
  }
}
