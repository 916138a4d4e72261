package dev.assay.query.audit;

import dev.assay.query.reading.Json;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as it was recorded.
 *
 * @param position global, dense
 * @param revision the one it was written in; {@code payload} is of this revision
 * @param sequence dense within the aggregate, from 0
 * @param timestamp the writer's clock
 */
record AuditEvent(
    long position,
    UUID eventId,
    String type,
    int revision,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    Instant timestamp,
    Json metadata,
    Json payload) {}
