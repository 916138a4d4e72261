package dev.assay.query.audit.causation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event as the read model {@code audit-events} knows it. */
record CausedEvent(
    UUID id,
    long position,
    String type,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    Instant timestamp,
    @Nullable String actor,
    @Nullable UUID cause) {}
