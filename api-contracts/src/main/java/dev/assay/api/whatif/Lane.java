package dev.assay.api.whatif;

import dev.assay.api.privacy.Clear;
import dev.assay.api.privacy.Personal;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One way an execution went.
 *
 * @param status of the execution, or {@code BLOCKED} where it waits for an input that nobody gives
 * @param output null unless it completed
 * @param error the error's type where it faulted; else null
 * @param verdicts in the order of their rounds
 * @param accepted validations that ended with accepted content
 * @param rejected validations that ended without
 * @param durationMs from its start to its last event, in milliseconds; the candidate's own steps
 *     take as long as the engine's usually took, its answers as long as the recorded ones
 * @param events how many there are
 */
public record Lane(
    @Clear String status,
    @Personal @Nullable JsonNode output,
    @Clear @Nullable String error,
    List<Task> tasks,
    List<LaneVerdict> verdicts,
    int accepted,
    int rejected,
    int modelCalls,
    int tokensIn,
    int tokensOut,
    BigDecimal costUsd,
    long durationMs,
    int events) {

  /**
   * One turn of a task.
   *
   * @param reference of the task in the definition
   * @param output null unless it completed
   * @param durationMs null while it has not ended
   */
  public record Task(
      @Clear String reference,
      int attempt,
      @Clear String status,
      @Personal @Nullable JsonNode output,
      @Nullable Long durationMs) {}

  /**
   * What a validator said.
   *
   * @param task the reference of the task; null where it was for none
   */
  public record LaneVerdict(
      @Clear @Nullable String task,
      int round,
      @Clear String validator,
      @Clear String outcome,
      double score,
      @Personal String reason) {}

  public Lane {
    tasks = List.copyOf(tasks);
    verdicts = List.copyOf(verdicts);
  }
}
