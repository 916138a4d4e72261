package dev.assay.verifier.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PrintedProgressTest {
  @Test
  void shouldSpeakEveryTwoSeconds() {
    AtomicLong millis = new AtomicLong(1_000);
    InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    StringWriter err = new StringWriter();
    PrintedProgress progress = new PrintedProgress(new PrintWriter(new BufferedWriter(err)), clock);

    progress.events(1);
    millis.addAndGet(1_999);
    progress.events(2);
    millis.addAndGet(1);
    progress.events(3);
    progress.events(4);
    millis.addAndGet(2_000);
    progress.events(5);

    assertThat(err.toString().lines()).containsExactly("3 events checked …", "5 events checked …");
  }
}
