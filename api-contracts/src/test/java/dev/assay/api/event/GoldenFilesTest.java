package dev.assay.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is stored stays readable for ever. Each golden file is an event as some revision of it was
 * once written; it is never edited. {@code -Dgolden.write=true} writes files that do not exist yet
 * and no others. That they are still read is shown where events are read: {@code GoldenEventsTest}
 * of the event store.
 */
class GoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** A golden file: {@code <event name>.v<revision>.json}. */
  record Golden(String name, int revision, Path file) {
    static Golden of(Path file) {
      String text = file.getFileName().toString().replaceFirst("\\.json$", "");
      int at = text.lastIndexOf(".v");
      return new Golden(text.substring(0, at), Integer.parseInt(text.substring(at + 2)), file);
    }
  }

  static List<DomainEvent> examples() {
    return EventExamples.all();
  }

  static List<Golden> goldenFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().map(Golden::of).toList();
    }
  }

  private static Path fileOf(DomainEvent example) {
    EventCatalog.Entry entry = Objects.requireNonNull(EventCatalog.of(example.getClass()));
    return FOLDER.resolve("%s.v%d.json".formatted(entry.name(), entry.revision()));
  }

  @Test
  void shouldHaveAnExampleOfEveryEvent() {
    assertThat(EventExamples.all())
        .as("Add an example of each new event to EventExamples")
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(
            EventCatalog.entries().stream().<Class<?>>map(EventCatalog.Entry::type).toList());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldStillWriteTheCurrentRevisionAsItsGoldenFile(DomainEvent example) throws IOException {
    Path file = fileOf(example);
    String written =
        EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(example) + "\n";
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      Files.writeString(file, written);
    }
    assertThat(file)
        .as(
            "A new event or revision needs a golden file: run mvn -pl api-contracts test"
                + " -Dtest=GoldenFilesTest -Dgolden.write=true once and commit it")
        .exists();
    assertThat(written)
        .as(
            "Changed components need the next revision, an upcaster and a new golden file; see"
                + " docs/how-to/add-an-event.md")
        .isEqualTo(Files.readString(file));
  }

  @Test
  void shouldHaveAGoldenFileOfEveryRevisionThatWasEverWritten() throws IOException {
    Map<String, List<Integer>> revisions =
        goldenFiles().stream()
            .collect(
                Collectors.groupingBy(
                    Golden::name, Collectors.mapping(Golden::revision, Collectors.toList())));
    for (EventCatalog.Entry entry : EventCatalog.entries()) {
      assertThat(revisions.get(entry.name()))
          .as("golden files of " + entry.name())
          .containsExactlyInAnyOrderElementsOf(
              Stream.iterate(1, r -> r + 1).limit(entry.revision()).toList());
    }
  }
}
