package dev.assay.qa.crash;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * One row of the record, read past all code of the program.
 *
 * @param position dense from 1; 0 where the event has no place in the order
 * @param tenantPosition dense from 1 within the tenant; 0 like {@code position}
 * @param correlationId names the request that all of it began with
 */
record RecordedEvent(
    long position,
    UUID tenant,
    long tenantPosition,
    UUID id,
    UUID command,
    int ordinal,
    String aggregateType,
    UUID aggregate,
    long sequence,
    String type,
    Instant recordedAt,
    String correlationId,
    JsonNode payload) {

  boolean is(String... types) {
    for (String one : types) {
      if (type.equals(one)) {
        return true;
      }
    }
    return false;
  }

  /** A member of the payload as text; empty where it is null or missing. */
  String text(String member) {
    return payload.path(member).asString("");
  }

  RecordedEvent at(long otherPosition) {
    return new RecordedEvent(
        otherPosition,
        tenant,
        tenantPosition,
        id,
        command,
        ordinal,
        aggregateType,
        aggregate,
        sequence,
        type,
        recordedAt,
        correlationId,
        payload);
  }

  RecordedEvent under(UUID otherCommand) {
    return new RecordedEvent(
        position,
        tenant,
        tenantPosition,
        id,
        otherCommand,
        ordinal,
        aggregateType,
        aggregate,
        sequence,
        type,
        recordedAt,
        correlationId,
        payload);
  }

  @Override
  public String toString() {
    return "%s (position %d, %s %s #%d)"
        .formatted(type, position, aggregateType, aggregate, sequence);
  }
}
