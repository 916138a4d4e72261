package dev.assay.qa.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the launcher does for quick starts, for tests that start the program again and again. */
public final class QuickStart {
  private static final long AT_MOST_MIN = 6;

  private QuickStart() {}

  /**
   * Options for servers that start with what a JVM has learnt in a rehearsal; none where that is
   * not possible.
   */
  public static List<String> options(Path folder) throws IOException, InterruptedException {
    return isPossible() ? with(rehearsed(folder)) : List.of();
  }

  /** False where an agent counts lines: the JVM then passes over what it has learnt. */
  public static boolean isPossible() {
    return ServerProcess.coverageAgent().isEmpty();
  }

  static boolean isIn(List<String> jvmOptions) {
    return jvmOptions.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
  }

  /** How a server is started with what was learnt. Its lines are not counted. */
  public static List<String> with(Path learnt) {
    return List.of("-XX:AOTCache=" + learnt, "-Xlog:aot*=off");
  }

  /**
   * Lets a JVM learn the packaged program.
   *
   * @param folder takes what was learnt and the rehearsal's log
   * @return the file with what was learnt
   */
  public static Path rehearsed(Path folder) throws IOException, InterruptedException {
    Path learnt = folder.resolve("assay.aot");
    Path stage = Files.createDirectories(folder.resolve("stage"));
    Path log = folder.resolve("rehearsal.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx768m"));
    command.addAll(List.of("-XX:AOTCacheOutput=" + learnt));
    command.addAll(List.of("-cp", ServerProcess.program().toString()));
    command.add("dev.assay.server.Rehearsal");
    command.add(Path.of("..", "examples").toAbsolutePath().normalize().toString());
    ProcessBuilder builder = new ProcessBuilder(command).directory(stage.toFile());
    builder.environment().keySet().removeIf(name -> !List.of("PATH", "HOME").contains(name));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(AT_MOST_MIN, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0 || !Files.exists(learnt)) {
      throw new IllegalStateException(
          "Expected the rehearsal to end well, but it said:\n" + Files.readString(log));
    }
    return learnt;
  }
}
