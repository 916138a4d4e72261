package dev.assay.cli.demo;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import dev.assay.cli.Version;
import dev.assay.cli.api.ApiClient;
import dev.assay.cli.api.Tokens;
import dev.assay.cli.server.DataDirOption;
import dev.assay.cli.server.DetachedServer;
import dev.assay.cli.server.RunningServer;
import dev.assay.cli.server.ServerHome;
import dev.assay.cli.server.ServerLauncher;
import dev.assay.cli.server.StartCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs the example workflow over the example documents and shows what comes of each.",
      "Agents draft, validators judge, drafts are revised; a document is accepted, rejected or left",
      "to a person.",
      "Starts the server of this machine if it does not run, and leaves it running."
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int MOST_AT_ONCE = 64;

  private final Context context;

  @Option(
      names = "--examples",
      paramLabel = "<folder>",
      description = "Agents, workflow and documents (default: ASSAY_EXAMPLES, else examples).")
  private @Nullable Path examples;

  @Option(
      names = "--at-once",
      paramLabel = "<n>",
      defaultValue = "4",
      description = "How many documents run at a time (default: ${DEFAULT-VALUE}).")
  private int atOnce = 4;

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "Port of the server if it is started (default: 8080, or a free one).")
  private @Nullable Integer port;

  @Option(
      names = "--url",
      paramLabel = "<url>",
      description = "Use this server, with ASSAY_TOKEN, and start none (default: ASSAY_URL).")
  private @Nullable String url;

  @Option(names = "--json", description = "Print the outcomes as JSON at the end, nothing before.")
  private boolean json;

  @Mixin private DataDirOption dataDir = new DataDirOption();

  public DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
      throw Failure.wrongUse("Expected --at-once from 1 to " + MOST_AT_ONCE);
    }
    Examples material = new Examples(examplesFolder());
    material.workflow();
    ApiClient api = api();
    Terminal terminal = context.terminal();
    List<Ending> endings = new DemoRun(api, terminal, json).run(material, atOnce);
    if (json) {
      terminal.json(Map.of("documents", endings, "summary", Report.summary(endings)));
    } else {
      Report.print(terminal, endings, api.url(), options());
    }
    return endings.stream().anyMatch(ending -> ending.outcome().isTrouble()) ? Failure.NO : 0;
  }

  private ApiClient api() {
    String named = url != null ? url : context.environment().getOrDefault("ASSAY_URL", "");
    String token = context.environment().getOrDefault("ASSAY_TOKEN", "");
    ServerHome home = context.home(dataDir.path());
    String server = named.isBlank() ? running(home).url() : named;
    return new ApiClient(
        server,
        named.isBlank() || token.isBlank()
            ? Tokens.fetch(server, home, List.of("designer", "agent-runner"), "demo", null)
            : token);
  }

  private RunningServer running(ServerHome home) {
    Optional<RunningServer> there = home.running();
    if (there.isPresent()) {
      return there.get();
    }
    say("Starting a server with its own PostgreSQL in " + home.root() + " …");
    RunningServer server =
        DetachedServer.start(home, new ServerLauncher.Request(port(), home.root(), "all"));
    say("It is ready at " + context.terminal().bold(server.url()) + ".");
    return server;
  }

  /** The usual port unless someone else has it: the demo should not fail for that. */
  private int port() {
    if (port != null) {
      return port;
    }
    try (ServerSocket socket =
        new ServerSocket(StartCommand.DEFAULT_PORT, 1, InetAddress.getByAddress(new byte[4]))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      say("Port " + StartCommand.DEFAULT_PORT + " is taken, so it takes a free one.");
      return 0;
    }
  }

  private Path examplesFolder() {
    if (examples != null) {
      return examples;
    }
    String folder = context.environment().getOrDefault("ASSAY_EXAMPLES", "");
    return Path.of(folder.isBlank() ? "examples" : folder);
  }

  private String options() {
    return dataDir.path() == null ? "" : " --data-dir " + dataDir.path();
  }

  private void say(String line) {
    if (!json) {
      context.terminal().line(line);
    }
  }
}
