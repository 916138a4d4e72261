package dev.assay.sinks;

import java.time.Instant;
import java.util.UUID;

/**
 * An event as it is handed on.
 *
 * @param json one line without newline, UTF-8: see docs/reference/sinks.md
 */
public record SinkEvent(
    long position,
    UUID eventId,
    UUID tenantId,
    UUID aggregateId,
    String type,
    Instant recordedAt,
    String json) {}
