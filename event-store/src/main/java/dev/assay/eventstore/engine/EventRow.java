package dev.assay.eventstore.engine;

import static dev.assay.api.envelope.MetadataKeys.COMMAND_ID;
import static dev.assay.api.envelope.MetadataKeys.MANDATORY;
import static dev.assay.api.envelope.MetadataKeys.SUBJECT;
import static dev.assay.api.envelope.MetadataKeys.TENANT_ID;

import dev.assay.api.event.EventCatalog;
import dev.assay.api.privacy.RetentionClass;
import dev.assay.eventstore.codec.EventCodec;
import dev.assay.eventstore.seal.Whose;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;

/**
 * One event as it is appended.
 *
 * @param ordinal index among the events of its command, from 0
 */
record EventRow(
    UUID id,
    int ordinal,
    UUID tenantId,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    String type,
    int revision,
    OffsetDateTime recordedAt,
    UUID commandId,
    byte[] payload,
    byte[] metadata) {

  /**
   * Throws {@link IncompleteEnvelopeException} when a mandatory key is missing or the event belongs
   * to no aggregate, {@link dev.assay.api.event.UnknownEventException} when it has no name, and
   * {@link dev.assay.eventstore.seal.KeysUnavailableException} when its texts cannot be sealed.
   *
   * @param ordinals gives the ordinal of the next event of a command
   * @param subjects tells whose data an aggregate is that has begun
   */
  static EventRow of(
      EventMessage<?> message,
      EventCodec codec,
      ToIntFunction<UUID> ordinals,
      AggregateSubjects subjects) {
    EventCatalog.Entry entry = codec.entryOf(message.getPayload());
    if (!(message instanceof DomainEventMessage<?> event)) {
      throw new IncompleteEnvelopeException(
          "Expected " + entry.name() + " to be applied by an aggregate, but it was published");
    }
    Map<String, String> metadata = envelope(message, entry);
    UUID commandId = uuid(metadata, COMMAND_ID);
    UUID tenant = uuid(metadata, TENANT_ID);
    UUID id = UUID.fromString(message.getIdentifier());
    UUID aggregate = UUID.fromString(event.getAggregateIdentifier());
    settleSubject(metadata, event.getSequenceNumber(), tenant, aggregate, subjects);
    Whose whose =
        new Whose(tenant, metadata.get(SUBJECT), RetentionClass.of(entry.aggregateType()), id);
    return new EventRow(
        id,
        ordinals.applyAsInt(commandId),
        tenant,
        entry.aggregateType(),
        aggregate,
        event.getSequenceNumber(),
        entry.name(),
        entry.revision(),
        message.getTimestamp().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC),
        commandId,
        codec.encode(message.getPayload(), whose),
        codec.encodeMetadata(metadata));
  }

  /** An aggregate is one person's for all its life: the first event decides. */
  private static void settleSubject(
      Map<String, String> metadata,
      long sequence,
      UUID tenant,
      UUID aggregate,
      AggregateSubjects subjects) {
    if (sequence == 0) {
      AggregateSubjects.remember(aggregate, metadata);
      return;
    }
    String subject = subjects.of(tenant, aggregate);
    if (subject == null) {
      metadata.remove(SUBJECT);
    } else {
      metadata.put(SUBJECT, subject);
    }
  }

  /** Sorted, so that equal envelopes are equal bytes. */
  private static Map<String, String> envelope(EventMessage<?> message, EventCatalog.Entry entry) {
    Map<String, String> metadata = new TreeMap<>();
    message.getMetaData().forEach((key, value) -> metadata.put(key, String.valueOf(value)));
    for (String key : MANDATORY) {
      if (message.getMetaData().get(key) == null) {
        throw new IncompleteEnvelopeException(
            "Expected the metadata " + key + " on " + entry.name() + ", but it is missing");
      }
    }
    return metadata;
  }

  private static UUID uuid(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    try {
      return UUID.fromString(String.valueOf(value));
    } catch (IllegalArgumentException e) {
      throw new IncompleteEnvelopeException(
          "Expected the metadata " + key + " to be a UUID, but it is '" + value + "'");
    }
  }
}
