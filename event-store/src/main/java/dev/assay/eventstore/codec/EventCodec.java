package dev.assay.eventstore.codec;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.EventUpcaster;
import dev.assay.api.event.UnknownEventException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events and metadata as UTF-8 JSON and reads what any earlier build wrote. A name or
 * revision that this build does not know is an {@link UnknownEventException}: reading fails closed.
 */
public final class EventCodec {
  private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

  private record Step(String name, int fromRevision) {}

  private final JsonMapper mapper = EventJson.mapper();

  /** An amount of 1.50 stays 1.50 on its way through the upcasters. */
  private final ObjectReader trees =
      mapper
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private final Map<Step, EventUpcaster> upcasters = new HashMap<>();

  public EventCodec() {
    this(EventCatalog.UPCASTERS);
  }

  /** Throws {@link IllegalArgumentException} when two upcasters read the same revision. */
  public EventCodec(List<EventUpcaster> upcasters) {
    for (EventUpcaster upcaster : upcasters) {
      Step step = new Step(upcaster.eventName(), upcaster.fromRevision());
      if (this.upcasters.put(step, upcaster) != null) {
        throw new IllegalArgumentException("Expected one upcaster of " + step + ", but got two");
      }
    }
  }

  /** The catalogue's entry. Throws {@link UnknownEventException} for a class that has no name. */
  public EventCatalog.Entry entryOf(Object event) {
    EventCatalog.Entry entry = EventCatalog.of(event.getClass());
    if (entry == null) {
      throw new UnknownEventException(
          "Expected an event of the catalogue, but got " + event.getClass().getName());
    }
    return entry;
  }

  public byte[] encode(Object event) {
    return mapper.writeValueAsBytes(event);
  }

  public byte[] encodeMetadata(Map<String, String> metadata) {
    return mapper.writeValueAsBytes(metadata);
  }

  public Map<String, String> decodeMetadata(byte[] metadata) {
    return Map.copyOf(mapper.readValue(metadata, METADATA));
  }

  /** The event as this build's record, read through as many upcasters as its revision needs. */
  public DomainEvent decode(String name, int revision, byte[] payload) {
    return decode(EventCatalog.named(name), revision, payload);
  }

  DomainEvent decode(EventCatalog.Entry entry, int revision, byte[] payload) {
    try {
      // Upcast payloads are read from text as well: what is in a tree might be read differently.
      byte[] current =
          revision == entry.revision()
              ? payload
              : mapper.writeValueAsBytes(upcast(entry, revision, payload));
      return (DomainEvent) mapper.readValue(current, entry.type());
    } catch (JacksonException e) {
      throw new UnknownEventException(
          "Expected %s of revision %d, but its payload is another"
              .formatted(entry.name(), revision),
          e);
    }
  }

  /** The payload in the current revision, as JSON. */
  public ObjectNode upcast(EventCatalog.Entry entry, int revision, byte[] payload) {
    if (revision > entry.revision() || revision < 1) {
      throw unreadable(entry, revision);
    }
    JsonNode json = trees.readTree(payload);
    if (!(json instanceof ObjectNode current)) {
      throw new UnknownEventException("Expected a JSON object as payload of " + entry.name());
    }
    for (int at = revision; at < entry.revision(); at++) {
      EventUpcaster upcaster = upcasters.get(new Step(entry.name(), at));
      if (upcaster == null) {
        throw unreadable(entry, at);
      }
      current = upcaster.upcast(current);
    }
    return current;
  }

  private static UnknownEventException unreadable(EventCatalog.Entry entry, int revision) {
    return new UnknownEventException(
        "Expected a way to read revision %d of %s as %d, but this build has none"
            .formatted(revision, entry.name(), entry.revision()));
  }
}
