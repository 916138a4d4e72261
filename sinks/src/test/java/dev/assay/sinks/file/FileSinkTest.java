package dev.assay.sinks.file;

import static dev.assay.sinks.Lines.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.sinks.SinkEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
  private @TempDir Path folder;

  private FileSink sink(long maxBytes) {
    return new FileSink("file", folder, maxBytes);
  }

  private List<String> written() throws IOException {
    return Files.readAllLines(folder.resolve("audit.jsonl"));
  }

  private static List<String> lines(long from, long to) {
    return events(from, to).stream().map(SinkEvent::json).toList();
  }

  @Test
  void shouldWriteALineForEachEvent() throws IOException {
    FileSink sink = sink(1 << 20);
    sink.take(events(1, 3));
    sink.take(events(4, 5));
    assertThat(written()).isEqualTo(lines(1, 5));
  }

  @Test
  void shouldPutALargeFileAsideAndGoOnAfterIt() throws IOException {
    FileSink sink = sink(200);
    for (long at = 1; at <= 40; at++) {
      sink.take(events(at, at));
    }
    sink.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isGreaterThan(5);
    }
    FileSink restarted = sink(200);
    restarted.take(events(35, 42));
    restarted.close();
    List<String> all;
    try (Stream<Path> files = Files.list(folder)) {
      all =
          files
              .flatMap(FileSinkTest::linesOf)
              .sorted(java.util.Comparator.comparingLong(FileSinkTest::position))
              .toList();
    }
    assertThat(all).isEqualTo(lines(1, 42));
  }

  @Test
  void shouldCutTheHalfLineThatACrashLeftAndWriteNothingTwice() throws IOException {
    FileSink sink = sink(1 << 20);
    sink.take(events(1, 3));
    sink.close();
    Files.writeString(
        folder.resolve("audit.jsonl"), "{\"position\":4,\"te", StandardOpenOption.APPEND);

    FileSink restarted = sink(1 << 20);
    restarted.take(events(2, 6));

    assertThat(written()).isEqualTo(lines(1, 6));
  }

  @Test
  void shouldTakeNoFileOfOthersForItsOwn() throws IOException {
    Files.writeString(folder.resolve("audit.jsonl"), "somebody else's\n");
    assertThatThrownBy(() -> sink(1 << 20).take(events(1, 1))).isInstanceOf(IOException.class);
  }

  private static Stream<String> linesOf(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long position(String line) {
    try {
      return Positions.of(line);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
