package dev.assay.eventstore.keys;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A data key as it is stored.
 *
 * @param tenantKey which wraps it
 * @param wrapped null where it is erased
 * @param sealsUntil afterwards the next version seals
 */
@SuppressWarnings("ArrayRecordComponent") // read once and never compared
record DataKeyRow(
    UUID id,
    Slot slot,
    int version,
    UUID tenantKey,
    byte @Nullable [] wrapped,
    Instant sealsUntil) {}
