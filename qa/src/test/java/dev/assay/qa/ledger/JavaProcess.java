package dev.assay.qa.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A program of this class path in a process of its own, quick to start and small. */
final class JavaProcess implements AutoCloseable {
  private final Process process;

  private JavaProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param log gets what it writes to standard error
   * @param lines hears each line of its standard output
   */
  static JavaProcess start(Class<?> main, List<String> args, Path log, Consumer<String> lines)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx96m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(args);
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile())).start();
    Thread.ofPlatform().daemon().start(() -> read(process, lines));
    return new JavaProcess(process);
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader reader = process.inputReader()) {
      reader.lines().forEach(lines);
    } catch (IOException | UncheckedIOException e) {
      // The process is dead, and its last line with it.
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGSTOP: it does nothing from here on, and its connections stay open. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  /** SIGKILL, also of one that is paused. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
