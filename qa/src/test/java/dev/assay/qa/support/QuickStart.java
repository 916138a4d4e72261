package dev.assay.qa.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * What the launcher does for quick starts, for tests that start the program again and again. Lines
 * of servers that start so are not counted: with an agent a JVM passes over what it has learnt. A
 * server that is killed tells nobody its lines anyway.
 */
public final class QuickStart {
  private static final long AT_MOST_MIN = 6;
  private static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final String LEARNT = "assay.aot";

  private static @Nullable Path folder;

  private QuickStart() {}

  /** Options for servers that start with what a JVM has learnt in a rehearsal. */
  public static List<String> options() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(with(rehearsed()));
    options.add(COLLECTOR); // what is learnt with one is of less use with another
    return options;
  }

  static boolean isIn(List<String> jvmOptions) {
    return jvmOptions.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="));
  }

  /** How a server is started with what was learnt. */
  public static List<String> with(Path learnt) {
    return List.of("-XX:AOTCache=" + learnt, "-Xlog:aot*=off");
  }

  /**
   * Lets a JVM learn the packaged program, once for all tests of this JVM.
   *
   * @return the file with what was learnt; beside it lie {@code rehearsal.log} and the folder
   *     {@code stage} in which it was played
   */
  public static synchronized Path rehearsed() throws IOException, InterruptedException {
    Path known = folder;
    if (known == null) {
      Path made = Files.createTempDirectory("assay-rehearsal-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
      rehearse(made);
      folder = made;
      known = made;
    }
    return known.resolve(LEARNT);
  }

  private static void delete(Path made) {
    try {
      FileSystemUtils.deleteRecursively(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void rehearse(Path folder) throws IOException, InterruptedException {
    Path learnt = folder.resolve(LEARNT);
    Path stage = Files.createDirectories(folder.resolve("stage"));
    Path log = folder.resolve("rehearsal.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", COLLECTOR, "-Xmx768m"));
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
  }
}
