package dev.assay.replay.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A replay must not be able to do anything but to decide. */
class OutgoingCallsTest {
  private static final int REPLAYS = 1_000;

  @Test
  void shouldMakeNoCallInAThousandReplaysNorInWhatIfs() throws IOException, InterruptedException {
    Process watched =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Ddisable-axoniq-console-message=true",
                "-D" + ReplaysUnderWatch.WATCHED + "=true",
                "-Djava.nio.channels.spi.SelectorProvider="
                    + RefusingSelectorProvider.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                ReplaysUnderWatch.class.getName(),
                Integer.toString(REPLAYS))
            .redirectErrorStream(true)
            .start();
    String said = new String(watched.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(watched.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(watched.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("equal " + REPLAYS + " of " + REPLAYS)
        .containsPattern("answered (\\d+) of \\1\\b")
        .contains("calls []")
        .as("the watch sees every way to a socket")
        .contains("control 6 of 6");
  }
}
