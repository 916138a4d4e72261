package dev.assay.query.projections;

import dev.assay.projections.schema.builds.Build;
import dev.assay.projections.schema.builds.BuildState;
import dev.assay.projections.schema.builds.Promotion;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The latest rebuild of a read model.
 *
 * @param version of the read model that is filled; {@code build} counts the fillings of a version
 * @param status LOADING, PAUSED, CATCHING_UP, READY (to be promoted), COMPLETED (it is live) or
 *     ROLLED_BACK
 * @param promotion when it takes the live one's place: AUTO, MANUAL, or NOW that somebody said so
 * @param processed global position up to which it is filled
 * @param total the head of the record
 * @param eventsPerSecond taken in since it began; null once it is loaded
 * @param etaSeconds until it is loaded at this rate; null where that is not known
 * @param comparison with the live build, once it has caught up
 * @param attention why it does not go on by itself
 */
public record RebuildView(
    int version,
    int build,
    String status,
    Promotion promotion,
    long processed,
    long total,
    @Nullable Long eventsPerSecond,
    @Nullable Long etaSeconds,
    @Nullable JsonNode comparison,
    @Nullable String attention,
    String requestedBy,
    Instant requestedAt,
    Instant since) {

  static RebuildView of(Build build, long head, Instant now) {
    boolean loading = build.state() == BuildState.LOADING;
    double seconds = Math.max(0.001, Duration.between(build.requestedAt(), now).toMillis() / 1e3);
    Long rate = loading ? Long.valueOf(Math.round(build.events() / seconds)) : null;
    Long eta =
        loading && build.loaded() > 0
            ? Long.valueOf(Math.round((head - build.loaded()) / (build.loaded() / seconds)))
            : null;
    String comparison = build.comparison();
    return new RebuildView(
        build.version(),
        build.build(),
        status(build),
        build.promotion(),
        build.loaded(),
        Math.max(head, build.loaded()),
        rate,
        eta,
        comparison == null ? null : JsonMapper.shared().readTree(comparison),
        attention(build),
        build.requestedBy(),
        build.requestedAt(),
        build.since());
  }

  private static @Nullable String attention(Build build) {
    boolean waits =
        build.state() == BuildState.READY
            && build.promotion() == Promotion.AUTO
            && build.failure() == null
            && build.deadLetters() > 0;
    return waits
        ? "Expected no dead letters, but there are %d: retry or discard them, or promote it"
            .formatted(build.deadLetters())
        : build.failure();
  }

  private static String status(Build build) {
    if (build.paused() && build.state().isNext()) {
      return "PAUSED";
    }
    return switch (build.state()) {
      case LOADING, CATCHING_UP, READY -> build.state().name();
      case LIVE -> "COMPLETED";
      case RETIRED, ABORTED, DROPPED -> "ROLLED_BACK";
    };
  }
}
