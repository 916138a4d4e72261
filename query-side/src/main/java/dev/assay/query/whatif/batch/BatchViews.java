package dev.assay.query.whatif.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.assay.api.review.ReviewDecision;
import dev.assay.query.whatif.AskedChanges;
import dev.assay.query.whatif.AskedQuestion;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the API says and hears of questions of many executions. */
final class BatchViews {
  private BatchViews() {}

  /** What to ask, of which executions, and what it may take. */
  record Request(
      @Schema(description = "Ids, up to 10000; else a selection") @Nullable List<UUID> executions,
      @Nullable AskedSelection selection,
      @Schema(description = "From which task on changes hold: its name, reference or id")
          @Nullable String fromTask,
      @Nullable AskedChanges changes,
      @Schema(description = "What becomes of an input that the record lacks: block or mock")
          @Nullable String onMiss,
      @Schema(description = "Answers by the agent's name, for misses; text as it is, or JSON")
          @Nullable Map<String, JsonNode> mocks,
      @Schema(
              description =
                  "What a person decides where the record has no decision: APPROVE, REJECT")
          @Nullable ReviewDecision mockDecision,
      @Nullable AskedBudget budget) {

    AskedQuestion question() {
      return new AskedQuestion(fromTask, changes, onMiss, mocks, mockDecision);
    }

    Budget allowed() {
      return (budget == null ? AskedBudget.DEFAULT : budget).meant();
    }
  }

  /** That it was requested. */
  record Requested(UUID whatIfId, Batch.Status status, int executions) {}

  /** How far it is. */
  record Progress(
      int done,
      @Schema(description = "Executions that are answered if time and money suffice") int total,
      @Schema(description = "Of computing; null before the first answer")
          @Nullable Double executionsPerSecond,
      @Schema(description = "Null before the first answer and after the end")
          @Nullable Long etaSeconds) {
    private static final double MS = 1_000;

    static Progress of(Batch batch) {
      int done = batch.spent().executions();
      Double rate =
          done == 0 ? null : Math.round(done * MS * MS / Math.max(1, batch.spent().ms())) / MS;
      boolean goesOn =
          batch.status() == Batch.Status.PENDING || batch.status() == Batch.Status.RUNNING;
      Long eta =
          rate == null || rate == 0 || !goesOn
              ? null
              : (long) Math.ceil(Math.max(0, batch.within() - done) / rate);
      return new Progress(done, batch.within(), rate, eta);
    }
  }

  /** One in a list. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Listed(
      UUID whatIfId,
      Batch.Status status,
      int executions,
      Progress progress,
      String requestedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant expiresAt) {
    static Listed of(Batch batch) {
      return new Listed(
          batch.whatIfId(),
          batch.status(),
          batch.total(),
          Progress.of(batch),
          batch.requestedBy(),
          batch.createdAt(),
          batch.startedAt(),
          batch.endedAt(),
          batch.expiresAt());
    }
  }

  /** How far it is and what came of it; figures, no texts. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record WhatIf(
      UUID whatIfId,
      Batch.Status status,
      @Schema(description = "Why it ended before its last execution; else null")
          @Nullable String endedBecause,
      @Schema(description = "Executions that were chosen") int executions,
      Progress progress,
      Budget budget,
      Spent spent,
      Summary summary,
      String requestedBy,
      Instant createdAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant expiresAt) {
    static WhatIf of(Batch batch, Summary summary) {
      return new WhatIf(
          batch.whatIfId(),
          batch.status(),
          batch.endedBecause(),
          batch.total(),
          Progress.of(batch),
          batch.budget(),
          batch.spent(),
          summary,
          batch.requestedBy(),
          batch.createdAt(),
          batch.startedAt(),
          batch.endedAt(),
          batch.expiresAt());
    }
  }

  /** One execution with all that came of it. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Answer(
      UUID whatIfId,
      @Schema(description = "What was asked") JsonNode question,
      Line execution,
      @Schema(description = "The three lanes and how they differ; null where there is no answer")
          @Nullable JsonNode whatIf) {}
}
