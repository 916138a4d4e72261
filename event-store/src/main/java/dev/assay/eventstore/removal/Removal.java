package dev.assay.eventstore.removal;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One passage through a tenant's events.
 *
 * @param dataKeys how many became due with it
 * @param reached the last tenant position that was looked at, of those up to {@code until}
 * @param events from which something was taken, and how many sealed {@code texts} that was
 * @param finishedAt null while it goes on
 */
public record Removal(
    UUID id,
    UUID tenantId,
    int dataKeys,
    long reached,
    long until,
    long events,
    long texts,
    Instant beganAt,
    @Nullable Instant finishedAt) {}
