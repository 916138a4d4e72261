package dev.assay.qa.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.qa.support.QuickStart;
import dev.assay.qa.support.ServerProcess;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program with what a JVM has learnt of it, and with what it cannot use. */
class QuickStartTest {
  @Test
  void shouldStartWithWhatWasLearntAndWithoutWhereItDoesNotFit(@TempDir Path folder)
      throws Exception {
    Path learnt = QuickStart.rehearsed();
    assertThat(Files.readString(learnt.resolveSibling("rehearsal.log")))
        .contains("Rehearsed status: exit code 0")
        .contains("Rehearsed demo: exit code 0");
    assertThat(learnt.resolveSibling("stage")).as("it takes its server along").isEmptyDirectory();

    startsWith(folder, "learnt", insisting(learnt));

    Path cutOff = Files.copy(learnt, folder.resolve("cut-off.aot"));
    try (FileChannel channel = FileChannel.open(cutOff, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(learnt) / 2);
    }
    startsWith(folder, "cut-off", QuickStart.with(cutOff));
    Path other = Files.writeString(folder.resolve("other.aot"), "something else");
    startsWith(folder, "other", QuickStart.with(other));
  }

  /** A JVM that would rather not start at all than start without. */
  private static List<String> insisting(Path learnt) {
    List<String> options = new ArrayList<>(QuickStart.with(learnt));
    options.add("-XX:+UseSerialGC");
    options.add("-XX:AOTMode=on");
    return options;
  }

  private static void startsWith(Path folder, String name, List<String> options) throws Exception {
    try (ServerProcess server = ServerProcess.start(folder.resolve(name), Map.of(), options)) {
      assertThat(new Wire(server.url()).get("/health/ready", Map.of()).status()).isEqualTo(200);
      assertThat(Files.readString(server.log()))
          .as("nothing of the JVM in the log")
          .contains("is ready at")
          .doesNotContain("[aot")
          .doesNotContain("AOT");
    }
  }
}
