package dev.assay.eventstore.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventExamples;
import dev.assay.eventstore.testing.FixedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was once written is read as the event that it was, by the codec that reads it. */
class GoldenEventsTest {
  private static final Path FOLDER = Path.of("../api-contracts/src/test/resources/golden");

  private final EventCodec codec = FixedKeys.codec();
  private final Map<String, DomainEvent> examples =
      EventExamples.all().stream()
          .collect(Collectors.toMap(event -> codec.entryOf(event).name(), Function.identity()));

  static Stream<Path> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
    }
  }

  @Test
  void shouldExpectOldRevisionsThatThereAre() throws IOException {
    assertThat(goldenFiles().map(file -> file.getFileName().toString()))
        .containsAll(
            EventExamples.asOnceWritten().keySet().stream().map(text -> text + ".json").toList());
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void shouldReadWhatWasEverWritten(Path file) throws IOException {
    String text = file.getFileName().toString().replaceFirst("\\.json$", "");
    int at = text.lastIndexOf(".v");
    String name = text.substring(0, at);
    int revision = Integer.parseInt(text.substring(at + 2));

    DomainEvent asOnceWritten = EventExamples.asOnceWritten().get(text);
    assertThat(codec.decode(name, revision, Files.readAllBytes(file)))
        .isEqualTo(asOnceWritten == null ? examples.get(name) : asOnceWritten);
  }
}
