package dev.assay.server;

import dev.assay.cli.Assay;
import dev.assay.cli.Context;
import dev.assay.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/**
 * A short life of the program for a JVM to learn from: a server of its own in the folder where it
 * is run, the demo, an orderly end. With {@code -XX:AOTCacheOutput=…} the JVM then keeps what it
 * has learnt (ADR 28). Whoever has settings is refused: a rehearsal must not touch what is real.
 */
public final class Rehearsal {
  private static final Duration AT_MOST = Duration.ofMinutes(4);
  private static final List<String> SETTINGS = List.of("ASSAY_", "SPRING_", "assay.", "spring.");

  private Rehearsal() {}

  /**
   * @param args the folder with the examples; without one there is no demo
   */
  public static void main(String[] args) throws IOException {
    refuseSettings(System.getenv().keySet());
    refuseSettings(System.getProperties().stringPropertyNames());
    Thread.ofPlatform().daemon().name("rehearsal-limit").start(Rehearsal::endAtLast);
    Path home = Files.createTempDirectory(Path.of("").toAbsolutePath(), "rehearsal-");
    try (AssayServer server =
        AssayServer.start(new StartSettings(0, home, "all", Map.<String, Object>of()))) {
      System.out.println("Rehearses at " + server.url());
      command(home, "status", "--json");
      if (args.length > 0) {
        command(home, "demo", "--json", "--examples", args[0]);
      }
    } finally {
      FileSystemUtils.deleteRecursively(home);
    }
  }

  static void refuseSettings(Set<String> names) {
    Set<String> found = new TreeSet<>(names);
    found.removeIf(name -> SETTINGS.stream().noneMatch(name::startsWith));
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          "Expected to rehearse without settings, but there are " + String.join(", ", found));
    }
  }

  /** What it says interests nobody; how it ended is told. */
  private static void command(Path home, String... words) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Context context =
        new Context(Map.of("ASSAY_HOME", home.toString()), new Terminal(nowhere, false));
    PrintWriter err = new PrintWriter(System.out, true);
    int code = Assay.commandLine(context, nowhere, err).execute(words);
    System.out.println("Rehearsed " + words[0] + ": exit code " + code);
  }

  private static void endAtLast() {
    long end = System.nanoTime() + AT_MOST.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(AT_MOST.toNanos());
    }
    System.out.println("Expected the rehearsal to end in " + AT_MOST + ", but it did not");
    Runtime.getRuntime().halt(1);
  }
}
