package dev.assay.eventstore.codec;

import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventJson;
import dev.assay.api.event.EventUpcaster;
import dev.assay.api.event.UnknownEventException;
import dev.assay.eventstore.seal.Sealing;
import dev.assay.eventstore.seal.Whose;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes events and metadata as UTF-8 JSON and reads what any earlier build wrote. Marked texts are
 * sealed as they are written. They can be read in two ways: as they are stored, for whoever keeps
 * what it reads, and opened, for whoever decides. A name or revision that this build does not know
 * is an {@link UnknownEventException}: reading fails closed.
 */
public final class EventCodec {
  private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

  private record Step(String name, int fromRevision) {}

  private final JsonMapper mapper = EventJson.mapper();
  private final Map<Step, EventUpcaster> upcasters = new HashMap<>();
  private final Sealing sealing;

  public EventCodec(Sealing sealing) {
    this(sealing, EventCatalog.UPCASTERS);
  }

  /** Throws {@link IllegalArgumentException} when two upcasters read the same revision. */
  public EventCodec(Sealing sealing, List<EventUpcaster> upcasters) {
    this.sealing = sealing;
    for (EventUpcaster upcaster : upcasters) {
      Step step = new Step(upcaster.eventName(), upcaster.fromRevision());
      if (this.upcasters.put(step, upcaster) != null) {
        throw new IllegalArgumentException("Expected one upcaster of " + step + ", but got two");
      }
    }
  }

  /** The catalogue's entry. Throws {@link UnknownEventException} for a class that has no name. */
  public EventCatalog.Entry entryOf(Object event) {
    return entryOf(event.getClass());
  }

  /** The same of a class of events. */
  public EventCatalog.Entry entryOf(Class<?> type) {
    EventCatalog.Entry entry = EventCatalog.of(type);
    if (entry == null) {
      throw new UnknownEventException(
          "Expected an event of the catalogue, but got " + type.getName());
    }
    return entry;
  }

  /**
   * The event with its marked texts sealed. Throws {@link
   * dev.assay.eventstore.seal.KeysUnavailableException} when there is no key to be had.
   */
  public byte[] encode(Object event, Whose whose) {
    ObjectNode json = (ObjectNode) EventJson.tree(mapper.writeValueAsBytes(event));
    sealing.seal(json, event, whose);
    return mapper.writeValueAsBytes(json);
  }

  /** An event that was decoded as it is stored, once more as it is stored. */
  public byte[] encodeStored(Object event) {
    return mapper.writeValueAsBytes(event);
  }

  public byte[] encodeMetadata(Map<String, String> metadata) {
    return mapper.writeValueAsBytes(metadata);
  }

  public Map<String, String> decodeMetadata(byte[] metadata) {
    return Map.copyOf(mapper.readValue(metadata, METADATA));
  }

  /**
   * The event as this build's record, read through as many upcasters as its revision needs. Marked
   * texts are as they are stored, so whatever is made of it may be kept.
   */
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
      throw unreadable(entry.name(), revision, e);
    }
  }

  /**
   * The same with its texts opened; an erased one reads {@code [erased]}. For memory only. Throws
   * {@link dev.assay.eventstore.seal.KeysUnavailableException} when a key cannot be reached.
   *
   * @param eventId of this event; a text that was sealed in another is refused
   */
  public DomainEvent open(String name, int revision, byte[] payload, UUID tenant, UUID eventId) {
    EventCatalog.Entry entry = EventCatalog.named(name);
    try {
      JsonNode opened = sealing.open(upcast(entry, revision, payload), tenant, eventId);
      // Read from text: what is in a tree might be read differently.
      return (DomainEvent) mapper.readValue(mapper.writeValueAsBytes(opened), entry.type());
    } catch (JacksonException e) {
      throw unreadable(name, revision, e);
    }
  }

  /** A payload of any revision as JSON, its texts opened; without any, the very same text. */
  public String openPayload(byte[] payload, UUID tenant, UUID eventId) {
    return sealing.openJson(new String(payload, StandardCharsets.UTF_8), tenant, eventId);
  }

  /** Marks of the words of a text that may be sealed; none where it is erased. */
  public List<String> blindWords(UUID tenant, String text) {
    return sealing.blindWords(tenant, text);
  }

  /** The catalogue's entry, where this build can read the revision. */
  public EventCatalog.Entry readable(String name, int revision) {
    EventCatalog.Entry entry = EventCatalog.named(name);
    for (int at = revision; at < entry.revision(); at++) {
      if (!upcasters.containsKey(new Step(name, at))) {
        throw unreadable(entry, at);
      }
    }
    if (revision > entry.revision() || revision < 1) {
      throw unreadable(entry, revision);
    }
    return entry;
  }

  /** The payload in the current revision, as JSON. */
  public ObjectNode upcast(EventCatalog.Entry entry, int revision, byte[] payload) {
    if (revision > entry.revision() || revision < 1) {
      throw unreadable(entry, revision);
    }
    JsonNode json = EventJson.tree(payload);
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

  private static UnknownEventException unreadable(String name, int revision, Exception cause) {
    return new UnknownEventException(
        "Expected " + name + " of revision " + revision + ", but its payload is another", cause);
  }

  private static UnknownEventException unreadable(EventCatalog.Entry entry, int revision) {
    return new UnknownEventException(
        "Expected a way to read revision %d of %s as %d, but this build has none"
            .formatted(revision, entry.name(), entry.revision()));
  }
}
