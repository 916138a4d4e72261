package dev.assay.replay.engine;

import static dev.assay.api.envelope.MetadataKeys.ACTOR_ADDRESS;
import static dev.assay.api.envelope.MetadataKeys.ACTOR_AUTHENTICATION;
import static dev.assay.api.envelope.MetadataKeys.ACTOR_ID;
import static dev.assay.api.envelope.MetadataKeys.ACTOR_KIND;
import static dev.assay.api.envelope.MetadataKeys.ACTOR_ON_BEHALF_OF;
import static dev.assay.api.envelope.MetadataKeys.ACTOR_ROLES;
import static dev.assay.api.envelope.MetadataKeys.CAUSATION_ID;
import static dev.assay.api.envelope.MetadataKeys.COMMAND_ID;
import static dev.assay.api.envelope.MetadataKeys.CORRELATION_ID;
import static dev.assay.api.envelope.MetadataKeys.REQUEST_ID;
import static dev.assay.api.envelope.MetadataKeys.TENANT_ID;

import dev.assay.api.event.EventCatalog;
import dev.assay.api.event.EventJson;
import dev.assay.api.replay.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.eventhandling.DomainEventMessage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event in the one form in which recorded and replayed ones are compared: where it belongs, what
 * it is, who was behind it and why, and its whole payload. Left out is what decides nothing: the
 * event's id and position (the record gives them), its time of recording, the subject (which the
 * store sets), and the build and policies in force.
 */
public final class Canonical {
  private static final List<String> ENVELOPE =
      List.of(
          TENANT_ID,
          COMMAND_ID,
          CORRELATION_ID,
          CAUSATION_ID,
          REQUEST_ID,
          ACTOR_KIND,
          ACTOR_ID,
          ACTOR_ON_BEHALF_OF,
          ACTOR_ROLES,
          ACTOR_AUTHENTICATION,
          ACTOR_ADDRESS);

  private Canonical() {}

  public static ObjectNode of(RecordedEvent event) {
    return form(
        event.aggregateType(),
        event.aggregateId().toString(),
        event.sequence(),
        event.metadata(),
        event.event());
  }

  public static ObjectNode of(DomainEventMessage<?> message) {
    return form(
        EventCatalogEntry.of(message.getPayload()).aggregateType(),
        message.getAggregateIdentifier(),
        message.getSequenceNumber(),
        message.getMetaData(),
        message.getPayload());
  }

  /**
   * What an older revision did not say is not compared: an upcaster cannot know it.
   *
   * @param got is left as it is
   */
  public static ObjectNode comparable(ObjectNode got, RecordedEvent recorded) {
    EventCatalog.Entry entry = EventCatalogEntry.of(recorded.event());
    if (recorded.revision() >= entry.revision()) {
      return got;
    }
    ObjectNode copy = got.deepCopy();
    JsonNode said = of(recorded).get("payload");
    if (copy.get("payload") instanceof ObjectNode payload) {
      List.copyOf(payload.propertyNames()).stream()
          .filter(name -> !said.has(name))
          .forEach(payload::remove);
    }
    return copy;
  }

  private static ObjectNode form(
      String aggregateType,
      String aggregateId,
      long sequence,
      Map<String, ?> metadata,
      Object payload) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.put("type", EventCatalogEntry.of(payload).name());
    form.put("aggregateType", aggregateType);
    form.put("aggregateId", aggregateId);
    form.put("sequence", sequence);
    ObjectNode envelope = form.putObject("metadata");
    for (String key : ENVELOPE) {
      Object value = metadata.get(key);
      if (value != null) {
        envelope.put(key, value.toString());
      }
    }
    // By way of its text: a number that was computed may be a node of another class.
    form.set("payload", EventJson.tree(EventJson.mapper().writeValueAsBytes(payload)));
    return form;
  }

  private static final class EventCatalogEntry {
    static EventCatalog.Entry of(Object event) {
      return Objects.requireNonNull(
          EventCatalog.of(event.getClass()),
          () -> "Expected an event, but got " + event.getClass());
    }
  }
}
