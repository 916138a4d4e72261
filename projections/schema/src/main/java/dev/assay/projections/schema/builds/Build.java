package dev.assay.projections.schema.builds;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A build as the database has it.
 *
 * @param target global position up to which it is loaded in bulk
 * @param loaded the lowest position that every segment has reached, or where it follows the record
 * @param events taken in while loading, over all segments
 * @param deadLetters that are parked
 * @param comparison JSON: what came of comparing it with the live one
 * @param failure why it does not go on by itself
 */
public record Build(
    String projection,
    int version,
    int build,
    BuildState state,
    boolean paused,
    Promotion promotion,
    long target,
    int segments,
    long loaded,
    long events,
    long deadLetters,
    @Nullable String comparison,
    @Nullable String failure,
    String requestedBy,
    Instant requestedAt,
    Instant since,
    @Nullable Instant dropAfter) {

  @Override
  public String toString() {
    return "%s v%d build %d (%s)".formatted(projection, version, build, state);
  }
}
