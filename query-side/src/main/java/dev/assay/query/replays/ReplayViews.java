package dev.assay.query.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.query.audit.history.JsonDiff;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API says and hears of replays. */
final class ReplayViews {
  private ReplayViews() {}

  /** What to replay. */
  record Request(@Schema(description = "verify") @Nullable String mode) {}

  /** That it was requested. */
  record Requested(UUID replayId, ReplayJob.Status status) {}

  /** A replay and what came of it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Replay(
      UUID replayId,
      UUID executionId,
      String mode,
      ReplayJob.Status status,
      @Schema(description = "EQUAL, DIVERGED or NOT_VERIFIABLE; null before the end")
          @Nullable String outcome,
      @Schema(description = "What came of deciding the execution anew; null before the end")
          @Nullable JsonNode verification,
      @Schema(description = "A JSON Patch that makes the replayed event of the recorded one")
          List<JsonDiff.Change> differences,
      @Nullable String failure,
      String requestedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant expiresAt) {

    /**
     * @param opened the result with its texts opened; null before the end
     */
    static Replay of(ReplayJob job, @Nullable JsonNode opened) {
      return new Replay(
          job.replayId(),
          job.executionId(),
          job.mode(),
          job.status(),
          opened == null ? null : opened.path("outcome").asString(""),
          opened,
          differences(opened),
          job.failure(),
          job.requestedBy(),
          job.createdAt(),
          job.startedAt(),
          job.endedAt(),
          job.expiresAt());
    }

    private static List<JsonDiff.Change> differences(@Nullable JsonNode opened) {
      return opened != null && opened.get("divergence") instanceof ObjectNode divergence
          ? JsonDiff.of(divergence.get("expected"), divergence.get("got"))
          : List.of();
    }
  }
}
