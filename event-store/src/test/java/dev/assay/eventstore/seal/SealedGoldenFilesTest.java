package dev.assay.eventstore.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventExamples;
import dev.assay.api.privacy.Mark;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.api.privacy.Texts;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.testing.FixedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What sealed events look like for ever. A file is written once, by {@code -Dgolden.write=true},
 * and never edited: a build that cannot open it cannot open what is stored.
 */
class SealedGoldenFilesTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden-sealed");
  private static final UUID TENANT = UUID.fromString("018f0000-0000-7000-8000-0000000000aa");
  private static final UUID EVENT = UUID.fromString("018f0000-0000-7000-8000-0000000000bb");

  private final FixedKeys keys = new FixedKeys();
  private final EventCodec codec = new EventCodec(new Sealing(keys));

  static Stream<DomainEvent> events() {
    return EventExamples.all().stream().filter(event -> hasSealedTexts(event.getClass()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void shouldHaveAFileForEveryEventWithSealedTexts(DomainEvent example) throws IOException {
    EventCatalog.Entry entry = codec.entryOf(example);
    Path file = FOLDER.resolve(entry.name() + ".v" + entry.revision() + ".json");
    if (Boolean.getBoolean("golden.write") && !Files.exists(file)) {
      RetentionClass kept = RetentionClass.of(entry.aggregateType());
      Files.createDirectories(FOLDER);
      Files.write(file, codec.encode(example, new Whose(TENANT, "golden", kept, EVENT)));
    }
    assertThat(file)
        .as("Sealed golden files are written once with -Dgolden.write=true and committed")
        .exists();
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void shouldOpenWhateverWasSealed(Path file) throws IOException {
    String name = file.getFileName().toString().replaceFirst("\\.json$", "");
    int at = name.lastIndexOf(".v");
    EventCatalog.Entry entry = EventCatalog.named(name.substring(0, at));
    RetentionClass kept = RetentionClass.of(entry.aggregateType());
    keys.toSeal(TENANT, "golden", kept);
    keys.toSeal(TENANT, null, kept);
    int revision = Integer.parseInt(name.substring(at + 2));
    byte[] stored = Files.readAllBytes(file);

    assertThat(codec.open(entry.name(), revision, stored, TENANT, EVENT)).isEqualTo(example(entry));
    assertThat(codec.decode(entry.name(), revision, stored)).isInstanceOf(entry.type());
  }

  private static DomainEvent example(EventCatalog.Entry entry) {
    return EventExamples.all().stream()
        .filter(event -> event.getClass() == entry.type())
        .findFirst()
        .orElseThrow();
  }

  private static boolean hasSealedTexts(Class<?> event) {
    return Texts.of(event).stream()
        .anyMatch(text -> text.mark() != null && text.mark() != Mark.CLEAR);
  }
}
