package dev.assay.cli.server;

import dev.assay.cli.Context;
import dev.assay.cli.Failure;
import dev.assay.cli.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay stop}. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Stops the server of this machine and waits until it has ended.")
public final class StopCommand implements Callable<Integer> {
  private final Context context;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      defaultValue = "60",
      description = "How long to wait (default: ${DEFAULT-VALUE}).")
  private int timeout = 60;

  @Mixin private DataDirOption dataDir = new DataDirOption();

  public StopCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerHome home = context.home(dataDir.path());
    Optional<ProcessHandle> process =
        home.running().map(RunningServer::pid).or(() -> starting(home)).flatMap(ProcessHandle::of);
    if (process.isEmpty()) {
      throw Failure.no("No server runs in " + home.root());
    }
    process.get().destroy();
    if (!Liveness.awaitEnd(process.get(), Duration.ofSeconds(timeout))) {
      throw Failure.no(
          "The server (pid %d) has been asked to stop, but runs on after %d s"
              .formatted(process.get().pid(), timeout));
    }
    Files.deleteIfExists(home.pidFile());
    context.terminal().line("Stopped.");
    return 0;
  }

  /** A detached server that is not ready yet is known by its process only. */
  private static Optional<Long> starting(ServerHome home) {
    return home.detachedPid()
        .filter(
            pid ->
                ProcessHandle.of(pid)
                    .flatMap(process -> process.info().commandLine())
                    .filter(line -> line.contains(home.root().toString()))
                    .isPresent());
  }
}
