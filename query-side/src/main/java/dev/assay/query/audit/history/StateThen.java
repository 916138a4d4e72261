package dev.assay.query.audit.history;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An aggregate as it was.
 *
 * @param sequence of its last event by then
 * @param position of that event
 * @param timestamp when that event was recorded
 * @param state as the aggregate itself keeps it
 */
record StateThen(
    String aggregateType,
    UUID aggregateId,
    long sequence,
    long position,
    Instant timestamp,
    JsonNode state) {}
