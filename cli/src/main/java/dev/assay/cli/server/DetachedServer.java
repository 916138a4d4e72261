package dev.assay.cli.server;

import dev.assay.cli.Assay;
import dev.assay.cli.Failure;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts this very program again as a server of its own, and waits until that is ready. */
public final class DetachedServer {
  private static final Duration READY_IN = Duration.ofMinutes(5);
  private static final long BETWEEN_LOOKS_MS = 100;
  private static final int LAST_LINES = 20;

  /** The terminal's Ctrl-C and hang-up are not for a server that outlives the terminal. */
  private static final String DEAF_TO_THE_TERMINAL = "trap '' INT HUP; exec \"$@\"";

  /** Agents of debuggers and tests; quick compilation, which suits a short command only. */
  private static final List<String> NOT_FOR_A_SERVER =
      List.of("-agentlib", "-javaagent", "-XX:TieredStopAtLevel");

  private DetachedServer() {}

  public static RunningServer start(ServerHome home, ServerLauncher.Request request) {
    try {
      ownFolder(home.root());
      Process process =
          new ProcessBuilder(command(request))
              .redirectInput(new File("/dev/null"))
              .redirectOutput(home.log().toFile())
              .redirectErrorStream(true)
              .start();
      Files.writeString(home.pidFile(), process.pid() + "\n");
      return awaitReady(home, process);
    } catch (IOException e) {
      throw Failure.no("The server could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.no("Interrupted while the server starts; its log is " + home.log());
    }
  }

  /** The same Java, options and code as those of this process. */
  static List<String> command(ServerLauncher.Request request) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF_TO_THE_TERMINAL, "assay"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> NOT_FOR_A_SERVER.stream().noneMatch(argument::startsWith))
        .forEach(command::add);
    String classPath = System.getProperty("java.class.path");
    if (classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)) {
      command.addAll(List.of("-jar", classPath));
    } else {
      command.addAll(List.of("-cp", classPath, Assay.class.getName()));
    }
    command.addAll(List.of("start", "--port", Integer.toString(request.port())));
    command.addAll(List.of("--data-dir", request.dataDir().toString()));
    command.addAll(List.of("--roles", request.roles()));
    return command;
  }

  private static RunningServer awaitReady(ServerHome home, Process process)
      throws InterruptedException {
    long end = System.nanoTime() + READY_IN.toNanos();
    while (System.nanoTime() < end) {
      Optional<RunningServer> server = home.running();
      if (server.isPresent() && server.get().pid() == process.pid()) {
        return server.get();
      }
      if (process.waitFor(BETWEEN_LOOKS_MS, TimeUnit.MILLISECONDS)) {
        throw Failure.no(
            "The server did not start (exit code %d). The end of %s:%n%s"
                .formatted(process.exitValue(), home.log(), tail(home.log())));
      }
    }
    process.destroy();
    throw Failure.no(
        "The server was not ready in %d s and was stopped. The end of %s:%n%s"
            .formatted(READY_IN.toSeconds(), home.log(), tail(home.log())));
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(the log cannot be read)";
    }
  }

  private static void ownFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
      if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }
}
