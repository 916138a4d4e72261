package dev.assay.qa.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as a process of its own, so that it can be killed. The same data directory
 * and port can be started again and again.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(40);

  private final Path dataDir;
  private final int port;
  private final Map<String, String> environment;
  private final List<String> jvmOptions;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private ServerProcess(
      Path dataDir, int port, Map<String, String> environment, List<String> jvmOptions) {
    this.dataDir = dataDir;
    this.port = port;
    this.environment = Map.copyOf(environment);
    this.jvmOptions = List.copyOf(jvmOptions);
    this.process = launch();
  }

  /** Starts a server in a new process and waits until it is ready. */
  public static ServerProcess start(Path dataDir, Map<String, String> environment) {
    return start(dataDir, environment, List.of());
  }

  public static ServerProcess start(
      Path dataDir, Map<String, String> environment, List<String> jvmOptions) {
    ServerProcess server = new ServerProcess(dataDir, freePort(), environment, jvmOptions);
    server.awaitReady();
    return server;
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public Path dataDir() {
    return dataDir;
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return dataDir.resolveSibling(dataDir.getFileName() + ".log");
  }

  /** SIGKILL: nothing is flushed, closed or told. PostgreSQL, a process of its own, goes on. */
  public void kill() {
    process.destroyForcibly();
    await(STOP);
  }

  /** Starts the killed or stopped server again; answers when it is ready. */
  public Duration restart() {
    long began = System.nanoTime();
    relaunch();
    awaitReady();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Starts the killed or stopped server again, without waiting for it. */
  public void relaunch() {
    process = launch();
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      process.destroy();
      await(STOP);
    }
    if (process.isAlive()) {
      process.destroyForcibly();
      await(STOP);
    }
    stopDatabaseLeftBehind();
  }

  /** The PostgreSQL of a killed server; one that was stopped took it along. */
  private void stopDatabaseLeftBehind() {
    Path pidFile = dataDir.resolve("postgres").resolve("postmaster.pid");
    try {
      if (Files.exists(pidFile)) {
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pidFile).getFirst().strip()))
            .ifPresent(ProcessHandle::destroy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to read " + pidFile, e);
    }
  }

  private Process launch() {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("--enable-native-access=ALL-UNNAMED");
      if (!QuickStart.isIn(jvmOptions)) {
        // With an agent a JVM passes over what it has learnt.
        command.addAll(coverageAgent());
      }
      command.addAll(jvmOptions);
      command.addAll(List.of("-jar", program().toString(), "start"));
      command.addAll(List.of("--port", Integer.toString(port)));
      command.addAll(List.of("--data-dir", dataDir.toString()));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected to start the server", e);
    }
  }

  /** Waits until the server, just launched, answers that it is ready. */
  public void awaitReady() {
    long deadline = System.nanoTime() + START.toNanos();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create(url() + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    while (System.nanoTime() < deadline) {
      if (!process.isAlive()) {
        throw new IllegalStateException("The server ended at its start:\n" + tailOfLog());
      }
      try {
        if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        process.waitFor(50, TimeUnit.MILLISECONDS);
      } catch (ConnectException e) {
        await(Duration.ofMillis(50));
      } catch (IOException e) {
        await(Duration.ofMillis(50));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while the server started", e);
      }
    }
    throw new IllegalStateException("The server was not ready in " + START + ":\n" + tailOfLog());
  }

  private void await(Duration atMost) {
    try {
      process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the server stopped", e);
    }
  }

  private String tailOfLog() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  /** What counts the lines that these tests run counts those of the server, too. */
  static List<String> coverageAgent() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
        .toList();
  }

  /** The program as the build packaged and unpacked it. */
  static Path program() {
    Path program =
        Path.of("..", "server", "target", "program", "assay-program.jar")
            .toAbsolutePath()
            .normalize();
    if (!Files.exists(program)) {
      throw new IllegalStateException(
          "Expected the packaged program at " + program + ": run mvn package first");
    }
    return program;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a free port", e);
    }
  }
}
