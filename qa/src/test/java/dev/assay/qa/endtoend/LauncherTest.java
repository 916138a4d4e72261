package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./assay} of a clone that is built, before a Java that says what it is told. */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      case "$*" in
        *XshowSettings*) echo ' java.specification.version = 25'; exit 0 ;;
        *Rehearsal*)
          [ -z "${ASSAY_DATABASE_URL:-}" ] || exit 9
          for word in "$@"; do case "$word" in
            -XX:AOTCacheOutput=*) [ ! -f "%1$s/learns" ] || echo learnt > "${word#*=}" ;;
          esac; done
          echo rehearsed >> "%1$s/rehearsals"; exit 0 ;;
        *) echo "$@"; exit 0 ;;
      esac
      """;

  @TempDir private Path folder;
  private Path clone = Path.of(".");
  private Path cache = Path.of(".");

  @BeforeEach
  void aCloneThatIsBuilt() throws IOException {
    clone = Files.createDirectories(folder.resolve("clone"));
    Path program = Files.createDirectories(clone.resolve("server/target/program"));
    cache = program.resolve("assay.aot");
    Files.copy(Path.of("..", "assay"), clone.resolve("assay"));
    Files.writeString(program.resolve("assay-program.jar"), "jar");
    Files.writeString(clone.resolve("server/target/assay.jar"), "jar");
    Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
    for (String name : List.of("java", "javac")) {
      Files.writeString(bin.resolve(name), JAVA.formatted(folder));
      Files.setPosixFilePermissions(
          bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.createFile(folder.resolve("learns"));
  }

  @Test
  void shouldRehearseOnceAfterABuildAndUseWhatWasLearnt() throws Exception {
    String first = assay(Map.of(), "start", "--port", "0");
    String second = assay(Map.of(), "start", "--port", "0");

    assertThat(first).contains("rehearsing").contains("-XX:AOTCache=" + cache);
    assertThat(second).doesNotContain("rehearsing").contains("-XX:AOTCache=" + cache);
    assertThat(second).endsWith("assay-program.jar start --port 0").doesNotContain("Tiered");
    assertThat(rehearsals()).isEqualTo(1);
  }

  @Test
  void shouldRehearseAnewAfterTheNextBuild() throws Exception {
    assay(Map.of(), "start");
    Files.setLastModifiedTime(cache, FileTime.from(Instant.now().minusSeconds(60)));

    String demo = assay(Map.of(), "demo");
    String start = assay(Map.of(), "start");

    assertThat(demo).as("the demo does not wait for it").doesNotContain("AOTCache");
    assertThat(start).contains("rehearsing").contains("-XX:AOTCache=" + cache);
    assertThat(assay(Map.of(), "demo")).contains("-XX:AOTCache=" + cache).contains("Tiered");
    assertThat(rehearsals()).isEqualTo(2);
  }

  @Test
  void shouldStartAllTheSameWhereNothingWasLearntAndNotTryAgain() throws Exception {
    Files.delete(folder.resolve("learns"));

    String first = assay(Map.of(), "start");
    String second = assay(Map.of(), "start");

    assertThat(first).contains("that failed").doesNotContain("AOTCache=");
    assertThat(first).endsWith("assay-program.jar start");
    assertThat(second).doesNotContain("rehearsing").endsWith("assay-program.jar start");
    assertThat(rehearsals()).isEqualTo(1);
  }

  @Test
  void shouldRehearseWithNoSettingOfTheRealServer() throws Exception {
    String started = assay(Map.of("ASSAY_DATABASE_URL", "jdbc:postgresql://real/assay"), "start");

    assertThat(started).doesNotContain("that failed").contains("-XX:AOTCache=" + cache);
  }

  @Test
  void shouldLeaveItOutWhereItIsNotWantedAndForShortCommands() throws Exception {
    assertThat(assay(Map.of("ASSAY_QUICK_START", "off"), "start"))
        .doesNotContain("rehearsing")
        .doesNotContain("AOTCache");
    assay(Map.of(), "start");
    assertThat(assay(Map.of(), "status")).doesNotContain("AOTCache").contains("Tiered");
    assertThat(assay(Map.of("ASSAY_QUICK_START", "off"), "start")).doesNotContain("AOTCache");
  }

  private long rehearsals() throws IOException {
    return Files.readAllLines(folder.resolve("rehearsals")).size();
  }

  /** What it said and the arguments that Java got at last. */
  private String assay(Map<String, String> environment, String... arguments) throws Exception {
    Path said = folder.resolve("said");
    List<String> command = new ArrayList<>(List.of("/bin/sh"));
    command.add(clone.resolve("assay").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("ASSAY_JAVA_HOME", folder.resolve("jdk").toString());
    Process process = builder.redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(said).strip();
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
