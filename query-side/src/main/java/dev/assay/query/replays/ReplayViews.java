package dev.assay.query.replays;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.review.ReviewDecision;
import dev.assay.query.audit.history.JsonDiff;
import dev.assay.query.whatif.AskedChanges;
import dev.assay.query.whatif.AskedQuestion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API says and hears of replays. */
final class ReplayViews {
  private ReplayViews() {}

  /** What to replay; all but the mode is of mode what-if. */
  record Request(
      @Schema(description = "verify or what-if") @Nullable String mode,
      @Schema(
              description =
                  "From which task on changes hold: its name, reference or id; null is the start")
          @Nullable String fromTask,
      @Nullable AskedChanges changes,
      @Schema(description = "What becomes of an input that the record lacks: block or mock")
          @Nullable String onMiss,
      @Schema(description = "Answers by the agent's name, for misses; text as it is, or JSON")
          @Nullable Map<String, JsonNode> mocks,
      @Schema(
              description =
                  "What a person decides where the record has no decision: APPROVE, REJECT")
          @Nullable ReviewDecision mockDecision) {

    static final Request TO_VERIFY = new Request(ReplayJob.VERIFY, null, null, null, null, null);

    AskedQuestion question() {
      return new AskedQuestion(fromTask, changes, onMiss, mocks, mockDecision);
    }
  }

  /** What to do with what was run without a workflow. */
  record VerifyRequest(@Schema(description = "verify") @Nullable String mode) {}

  /** That it was requested. */
  record Requested(UUID replayId, ReplayJob.Status status) {}

  /** A replay and what came of it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Replay(
      UUID replayId,
      @Schema(description = "Of the execution, or of what else was replayed") UUID executionId,
      String mode,
      ReplayJob.Status status,
      @Schema(
              description =
                  "EQUAL, DIVERGED or NOT_VERIFIABLE; of a what-if SAME, DIFFERENT or"
                      + " NOT_COMPARABLE; null before the end")
          @Nullable String outcome,
      @Schema(description = "What came of deciding the execution anew; null before the end")
          @Nullable JsonNode verification,
      @Schema(description = "What was asked; null for mode verify") @Nullable JsonNode question,
      @Schema(description = "The three lanes and how they differ; null before the end")
          @Nullable JsonNode whatIf,
      @Schema(description = "A JSON Patch that makes the replayed event of the recorded one")
          List<JsonDiff.Change> differences,
      @Nullable String failure,
      String requestedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant expiresAt) {

    /**
     * @param question with its texts opened; null for mode verify
     * @param opened the result with its texts opened; null before the end
     */
    static Replay of(ReplayJob job, @Nullable JsonNode question, @Nullable JsonNode opened) {
      boolean whatIf = job.isWhatIf();
      return new Replay(
          job.replayId(),
          job.executionId(),
          job.mode(),
          job.status(),
          opened == null ? null : opened.path(whatIf ? "conclusion" : "outcome").asString(""),
          whatIf ? null : opened,
          question,
          whatIf ? opened : null,
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
