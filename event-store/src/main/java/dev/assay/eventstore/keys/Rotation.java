package dev.assay.eventstore.keys;

import dev.assay.api.keys.KeyScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that was asked for, and how far it is.
 *
 * @param tenant null where it is about all tenants
 * @param askedBy the id of the person or program
 * @param fromVersion of the key that wrapped before; null where nothing was wrapped yet, or nothing
 *     had to be
 * @param toVersion of the key that wraps now; null until it is known
 * @param keys that were done up to now
 * @param doneAt null while it goes on
 */
public record Rotation(
    UUID id,
    KeyScope scope,
    @Nullable UUID tenant,
    String askedBy,
    Instant begunAt,
    @Nullable String fromVersion,
    @Nullable String toVersion,
    long keys,
    @Nullable Instant doneAt) {

  public boolean isDone() {
    return doneAt != null;
  }
}
