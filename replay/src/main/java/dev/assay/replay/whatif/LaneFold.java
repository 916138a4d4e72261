package dev.assay.replay.whatif;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.id.TaskId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.validation.ValidationEvent.ValidationAccepted;
import dev.assay.api.validation.ValidationEvent.ValidationRejected;
import dev.assay.api.validation.ValidationEvent.VerdictRecorded;
import dev.assay.api.whatif.Lane;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionFaulted;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionPaused;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionResumed;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionRetried;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCancelled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskCompleted;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskFailed;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskWaiting;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Adds events up to what people compare: in whichever order branches that run together took. */
final class LaneFold {
  private static final String RUNNING = "RUNNING";
  private static final String WAITING = "WAITING";
  private static final String BLOCKED = "BLOCKED";

  private record Open(TaskScheduled task, Instant since) {}

  private final Places places = new Places();
  private final Map<TaskId, Open> scheduled = new LinkedHashMap<>();
  private final Map<TaskId, Lane.Task> tasks = new LinkedHashMap<>();
  private final List<Lane.LaneVerdict> verdicts = new ArrayList<>();
  private String status = RUNNING;
  private @Nullable JsonNode output;
  private @Nullable String error;
  private @Nullable Instant first;
  private Instant last = Instant.MIN;
  private BigDecimal costUsd = BigDecimal.ZERO;
  private int accepted;
  private int rejected;
  private int modelCalls;
  private int tokensIn;
  private int tokensOut;
  private int events;

  void see(DomainEvent event, Instant at) {
    events++;
    first = first == null ? at : first;
    last = AnswerBook.later(last, at);
    places.see(event);
    switch (event) {
      case TaskScheduled e -> {
        scheduled.put(e.taskId(), new Open(e, at));
        tasks.put(e.taskId(), task(e, "SCHEDULED", null, null));
      }
      case TaskWaiting e -> ended(e.taskId(), WAITING, null, null);
      case TaskCompleted e -> ended(e.taskId(), "COMPLETED", e.output(), at);
      case TaskFailed e -> ended(e.taskId(), "FAILED", null, at);
      case TaskCancelled e -> ended(e.taskId(), "CANCELLED", null, at);
      case ExecutionPaused _ -> status = "PAUSED";
      case ExecutionResumed _, ExecutionRetried _ -> status = RUNNING;
      case ExecutionCompleted e -> {
        status = "COMPLETED";
        output = e.output();
      }
      case ExecutionFaulted e -> {
        status = "FAULTED";
        error = e.error().type();
      }
      case ExecutionCancelled _ -> status = "CANCELLED";
      case ValidationAccepted _ -> accepted++;
      case ValidationRejected _ -> rejected++;
      case ModelCallRequested _ -> modelCalls++;
      case ModelCallAnswered e -> spent(e.answer());
      case VerdictRecorded e ->
          verdicts.add(
              new Lane.LaneVerdict(
                  places.ofValidation(e.validationId()),
                  e.round(),
                  e.verdict().validator(),
                  e.verdict().outcome().name(),
                  e.verdict().score(),
                  e.verdict().reason()));
      default -> {}
    }
  }

  /**
   * What they add up to.
   *
   * @param isBlocked whether an input was missing
   */
  Lane lane(boolean isBlocked) {
    verdicts.sort(
        Comparator.comparing(Lane.LaneVerdict::task, Comparator.nullsFirst(String::compareTo))
            .thenComparingInt(Lane.LaneVerdict::round)
            .thenComparing(Lane.LaneVerdict::validator));
    return new Lane(
        status(isBlocked),
        output,
        status.equals("FAULTED") ? error : null,
        List.copyOf(tasks.values()),
        verdicts,
        accepted,
        rejected,
        modelCalls,
        tokensIn,
        tokensOut,
        costUsd.stripTrailingZeros(),
        first == null ? 0 : Duration.between(first, last).toMillis(),
        events);
  }

  private String status(boolean isBlocked) {
    if (!status.equals(RUNNING)) {
      return status;
    }
    boolean waits = tasks.values().stream().anyMatch(task -> task.status().equals(WAITING));
    return isBlocked ? BLOCKED : waits ? WAITING : RUNNING;
  }

  private void spent(ModelAnswer answer) {
    tokensIn = Math.addExact(tokensIn, answer.tokensIn());
    tokensOut = Math.addExact(tokensOut, answer.tokensOut());
    costUsd = costUsd.add(answer.costUsd());
  }

  private void ended(TaskId id, String how, @Nullable JsonNode result, @Nullable Instant at) {
    Open open = scheduled.get(id);
    if (open != null) {
      tasks.put(
          id,
          task(
              open.task(),
              how,
              result,
              at == null ? null : Duration.between(open.since(), at).toMillis()));
    }
  }

  private static Lane.Task task(
      TaskScheduled task, String how, @Nullable JsonNode result, @Nullable Long durationMs) {
    return new Lane.Task(task.reference(), task.attempt(), how, result, durationMs);
  }
}
