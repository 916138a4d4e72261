package dev.assay.query.audit.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An aggregate as it was.
 *
 * @param sequence of its last event by then
 * @param position of that event
 * @param timestamp when that event was recorded
 * @param readModel null for the aggregate itself
 * @param state as the aggregate itself keeps it; of a read model: by view and key, its rows
 */
record StateThen(
    String aggregateType,
    UUID aggregateId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String readModel,
    long sequence,
    long position,
    Instant timestamp,
    JsonNode state) {}
