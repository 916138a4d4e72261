package dev.assay.replay;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.EventUpcaster;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Recorded executions, one file each, one event on each line. */
public final class Corpus {
  private static final Path FOLDER = Path.of("src", "test", "resources", "corpus");

  private Corpus() {}

  /** Names of the recorded executions. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jsonl"))
          .map(name -> name.substring(0, name.length() - ".jsonl".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a corpus in " + FOLDER.toAbsolutePath(), e);
    }
  }

  /** Those of them that are runs of a workflow. */
  public static List<String> executions() {
    return names().stream()
        .filter(name -> read(name).getFirst().event() instanceof ExecutionStarted)
        .toList();
  }

  public static List<RecordedEvent> read(String name) {
    return lines(name).stream().map(Corpus::event).toList();
  }

  /** With one event changed before it is read. */
  static List<RecordedEvent> read(String name, int changed, UnaryOperator<ObjectNode> change) {
    List<JsonNode> lines = new java.util.ArrayList<>(lines(name));
    lines.set(changed, change.apply((ObjectNode) lines.get(changed)));
    return lines.stream().map(Corpus::event).toList();
  }

  static String typeOf(RecordedEvent event) {
    return Objects.requireNonNull(EventCatalog.of(event.event().getClass())).name();
  }

  /** When the record was read: long after its last event. */
  public static Instant later(List<RecordedEvent> record) {
    return record.getLast().timestamp().plusSeconds(3_600);
  }

  private static List<JsonNode> lines(String name) {
    try {
      return Files.readAllLines(FOLDER.resolve(name + ".jsonl")).stream()
          .map(line -> EventJson.tree(line.getBytes(StandardCharsets.UTF_8)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Expected a recorded execution " + name, e);
    }
  }

  private static RecordedEvent event(JsonNode line) {
    Map<String, String> metadata = new HashMap<>();
    line.get("metadata")
        .properties()
        .forEach(m -> metadata.put(m.getKey(), m.getValue().asString("")));
    String type = line.get("type").stringValue();
    int revision = line.get("revision").intValue();
    return new RecordedEvent(
        line.get("position").longValue(),
        UUID.fromString(line.get("eventId").stringValue()),
        revision,
        line.get("aggregateType").stringValue(),
        UUID.fromString(line.get("aggregateId").stringValue()),
        line.get("sequence").longValue(),
        Instant.parse(line.get("timestamp").stringValue()),
        metadata,
        payload(type, revision, (ObjectNode) line.get("payload")),
        false);
  }

  private static DomainEvent payload(String type, int revision, ObjectNode stored) {
    ObjectNode payload = stored.deepCopy();
    EventCatalog.Entry entry = EventCatalog.named(type);
    for (int at = revision; at < entry.revision(); at++) {
      int from = at;
      EventUpcaster upcaster =
          EventCatalog.UPCASTERS.stream()
              .filter(u -> u.eventName().equals(type) && u.fromRevision() == from)
              .findFirst()
              .orElseThrow();
      payload = upcaster.upcast(payload);
    }
    byte[] utf8 = EventJson.mapper().writeValueAsBytes(payload);
    return (DomainEvent) EventJson.mapper().readValue(utf8, entry.type());
  }
}
