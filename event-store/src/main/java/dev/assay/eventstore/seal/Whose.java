package dev.assay.eventstore.seal;

import dev.assay.api.privacy.RetentionClass;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose data a record is, and which record.
 *
 * @param subject the pseudonym of the person whose data it is; null is the tenant's own
 * @param kept for how long
 * @param record the event's id
 */
public record Whose(UUID tenant, @Nullable String subject, RetentionClass kept, UUID record) {}
