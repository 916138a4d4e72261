package dev.assay.query.agentexecutions;

import dev.assay.query.reading.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the API shows of runs of agents. */
final class AgentExecutionViews {
  private AgentExecutionViews() {}

  record AgentRef(String name, int version, String contentHash) {
    static AgentRef of(AgentExecutionColumns row) {
      return new AgentRef(row.agent, row.agentVersion, row.contentHash);
    }
  }

  /**
   * For whom it runs.
   *
   * @param kind TASK, JUDGE, REVISION or REPLY
   * @param id the execution, validation or conversation
   */
  record Owner(String kind, UUID id, @Nullable String reference) {
    static @Nullable Owner of(AgentExecutionColumns row) {
      return row.ownerKind == null || row.ownerId == null
          ? null
          : new Owner(row.ownerKind, row.ownerId, row.ownerReference);
    }
  }

  /**
   * @param costUsd of its answered calls so far
   */
  record Summary(
      UUID agentExecutionId,
      String status,
      AgentRef agent,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      @Nullable BigDecimal costUsd,
      int priority,
      Instant deadline,
      @Nullable Owner owner,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Summary of(AgentExecutionSummary row) {
      return new Summary(
          row.id(),
          row.status,
          AgentRef.of(row),
          row.tokensIn,
          row.tokensOut,
          row.costUsd,
          row.priority,
          row.deadline,
          Owner.of(row),
          row.createdAt(),
          row.endedAt);
    }
  }

  record CallError(String errorClass, @Nullable String message) {
    static @Nullable CallError of(ModelCall row) {
      return row.errorClass == null ? null : new CallError(row.errorClass, row.errorMessage);
    }
  }

  /**
   * @param status REQUESTED, ANSWERED or FAILED
   * @param refusals why the answer did not match the output schema; null where it did
   * @param lateAnswers answers that came after the call was decided
   */
  record Call(
      UUID requestId,
      String provider,
      String model,
      @Nullable String modelDigest,
      int attempt,
      String status,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      @Nullable BigDecimal costUsd,
      @Nullable Long durationMs,
      @Nullable String finishReason,
      @Nullable Boolean cached,
      @Nullable String outputHash,
      @Nullable Json refusals,
      @Nullable CallError error,
      int lateAnswers,
      Instant requestedAt,
      @Nullable Instant endedAt) {
    static Call of(ModelCall row) {
      return new Call(
          row.requestId,
          row.provider,
          row.model,
          row.modelDigest,
          row.attempt,
          row.status,
          row.tokensIn,
          row.tokensOut,
          row.costUsd,
          row.durationMs,
          row.finishReason,
          row.cached,
          row.outputHash,
          Json.of(row.refusals),
          CallError.of(row),
          row.lateAnswers,
          row.createdAt(),
          row.endedAt);
    }
  }

  /**
   * @param status RUNNING, COMPLETED, FAILED or CANCELLED
   * @param toolCalls always empty: no tool can be called yet
   */
  record Detail(
      UUID agentExecutionId,
      String status,
      AgentRef agent,
      @Nullable Json input,
      @Nullable Json context,
      @Nullable Json output,
      @Nullable Json error,
      @Nullable Integer tokensIn,
      @Nullable Integer tokensOut,
      @Nullable BigDecimal costUsd,
      int priority,
      Instant deadline,
      @Nullable Owner owner,
      List<Call> modelCalls,
      List<Json> toolCalls,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static Detail of(AgentExecution row, List<ModelCall> calls) {
      return new Detail(
          row.id(),
          row.status,
          AgentRef.of(row),
          Json.of(row.input),
          Json.of(row.context),
          Json.of(row.output),
          Json.of(row.error),
          row.tokensIn,
          row.tokensOut,
          row.costUsd,
          row.priority,
          row.deadline,
          Owner.of(row),
          calls.stream().map(Call::of).toList(),
          List.of(),
          row.createdAt(),
          row.endedAt);
    }
  }
}
