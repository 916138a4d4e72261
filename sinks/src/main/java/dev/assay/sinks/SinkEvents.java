package dev.assay.sinks;

import dev.assay.eventstore.reader.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes lines of events. It reads the envelope only, so that no event can be unknown to it; a
 * payload goes as it is stored, sealed where it is sealed.
 */
final class SinkEvents {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final boolean withPayload;

  SinkEvents(boolean withPayload) {
    this.withPayload = withPayload;
  }

  SinkEvent of(StoredEvent event) {
    ObjectNode line = JSON.createObjectNode();
    line.put("position", event.position());
    line.put("eventId", event.id().toString());
    line.put("tenantId", event.tenantId().toString());
    line.put("tenantPosition", event.tenantPosition());
    line.put("type", event.type());
    line.put("revision", event.revision());
    line.put("aggregateType", event.aggregateType());
    line.put("aggregateId", event.aggregateId().toString());
    line.put("sequence", event.sequence());
    line.put("timestamp", MICROS.format(event.recordedAt()));
    ObjectNode metadata = line.putObject("metadata");
    event.metadata().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue()));
    if (withPayload) {
      putPayload(line, new String(event.payload(), StandardCharsets.UTF_8));
    }
    return new SinkEvent(
        event.position(),
        event.id(),
        event.tenantId().value(),
        event.aggregateId(),
        event.type(),
        event.recordedAt(),
        JSON.writeValueAsString(line));
  }

  private static void putPayload(ObjectNode line, String payload) {
    try {
      line.set("payload", JSON.readTree(payload));
    } catch (JacksonException e) {
      // What is no JSON was not written by us, which is what whoever watches must see.
      line.put("payloadText", payload);
    }
  }
}
