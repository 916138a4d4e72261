package dev.assay.query.audit.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed in an aggregate between two points of its history.
 *
 * @param readModel null for the aggregate itself
 * @param from null where it did not exist by then
 * @param to null where it did not exist by then either
 * @param changes a JSON Patch (RFC 6902) that makes the later state of the earlier one; {@code
 *     before} is what was there
 * @param events those between the two points, at most 1,000 of them
 * @param moreEvents how many there are beyond these
 */
record Difference(
    String aggregateType,
    UUID aggregateId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String readModel,
    @Nullable Point from,
    @Nullable Point to,
    List<JsonDiff.Change> changes,
    List<EventBetween> events,
    int moreEvents) {

  /** The last event by then. */
  record Point(long sequence, long position, Instant timestamp) {}

  /**
   * An event that made the difference.
   *
   * @param actor the person or program behind it
   */
  record EventBetween(
      long position,
      UUID eventId,
      String type,
      long sequence,
      Instant timestamp,
      @Nullable String actor) {}
}
