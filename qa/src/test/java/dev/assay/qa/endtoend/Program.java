package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged command line, run as a process of its own.
 *
 * @param folder where it is run
 * @param environment what it finds beside the test's own environment
 */
record Program(Path folder, Map<String, String> environment) {
  private static final long PATIENCE_S = 180;

  /** How it ended, and what it said. */
  record Ended(int exitCode, String out, String err) {}

  Ended run(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-jar", jar().toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile(folder, "out", ".txt");
      Path err = Files.createTempFile(folder, "err", ".txt");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(PATIENCE_S, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(out);
      String complained = Files.readString(err);
      assertThat(ended).as("%s ends: %s %s", List.of(arguments), said, complained).isTrue();
      return new Ended(process.exitValue(), said, complained);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The program as the build packaged and unpacked it. */
  private static Path jar() {
    Path jar =
        Path.of("..", "server", "target", "program", "assay-program.jar")
            .toAbsolutePath()
            .normalize();
    assertThat(jar).as("the packaged program: run mvn package first").isRegularFile();
    return jar;
  }
}
