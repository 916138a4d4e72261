package dev.assay.replay.engine;

import dev.assay.api.envelope.EnvelopeCorrelation;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.replay.RecordedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;

/**
 * An event of this replay, with the place and the id that the record gives it.
 *
 * @param position of the recorded event
 */
public record Happened(
    UUID eventId,
    long position,
    UUID aggregateId,
    long sequence,
    Instant at,
    Map<String, String> metadata,
    DomainEvent event) {

  public static Happened as(RecordedEvent recorded) {
    return new Happened(
        recorded.eventId(),
        recorded.position(),
        recorded.aggregateId(),
        recorded.sequence(),
        recorded.timestamp(),
        recorded.metadata(),
        recorded.event());
  }

  /** The envelope of a command that a process manager sends because of it. */
  public Map<String, Object> envelope() {
    return EnvelopeCorrelation.causedBy(
        new GenericEventMessage<>(eventId.toString(), event, MetaData.from(metadata), at));
  }
}
