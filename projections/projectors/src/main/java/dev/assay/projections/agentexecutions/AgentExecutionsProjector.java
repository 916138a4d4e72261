package dev.assay.projections.agentexecutions;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCompleted;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.time.Instant;
import java.util.List;

/**
 * Fills {@code agent_executions} and, through {@link ModelCallRows}, {@code agent_model_calls}.
 * Every event changes the execution's row, so that its sequence is the aggregate's.
 */
public final class AgentExecutionsProjector implements Projector {
  private record Failure(String code, String message) {}

  @Override
  public ReadModel readModel() {
    return ReadModels.AGENT_EXECUTIONS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    Instant at = stored.recordedAt();
    return switch ((AgentExecutionEvent) stored.event()) {
      case AgentExecutionStarted e -> List.of(started(e));
      case ModelCallRequested e -> List.of(execution(e), ModelCallRows.requested(e));
      case ModelCallAnswered e -> List.of(spent(e), ModelCallRows.answered(e, at));
      case ModelCallFailed e -> List.of(execution(e), ModelCallRows.failed(e, at));
      case ModelAnswerArrivedLate e -> List.of(execution(e), ModelCallRows.late(e));
      case OutputRefused e -> List.of(execution(e), ModelCallRows.refused(e));
      case AgentExecutionCompleted e ->
          List.of(
              ended(e, "COMPLETED", at)
                  .set("output", e.output())
                  .set("tokens_in", e.tokensIn())
                  .set("tokens_out", e.tokensOut())
                  .set("cost_usd", e.costUsd()));
      case AgentExecutionFailed e ->
          List.of(ended(e, "FAILED", at).set("error", error(e.code(), e.message())));
      case AgentExecutionCancelled e ->
          List.of(ended(e, "CANCELLED", at).set("error", error("CANCELLED", e.reason())));
    };
  }

  private static RowChange started(AgentExecutionStarted e) {
    RowChange row =
        RowChange.upsert("agent_executions")
            .key("agent_execution_id", e.agentExecutionId())
            .set("agent", e.agent())
            .set("agent_version", e.agentVersion())
            .set("content_hash", e.contentHash())
            .set("status", "RUNNING")
            .set("input", e.input())
            .set("context", e.context())
            .set("priority", e.priority())
            .set("deadline", e.deadline());
    if (e.owner() != null) {
      row.set("owner_kind", e.owner().kind())
          .set("owner_id", e.owner().id())
          .set("owner_reference", e.owner().reference());
    }
    return row;
  }

  /** What a failed run cost is known from its answered calls only. */
  private static RowChange spent(ModelCallAnswered e) {
    return execution(e)
        .add("tokens_in", e.answer().tokensIn())
        .add("tokens_out", e.answer().tokensOut())
        .add("cost_usd", e.answer().costUsd());
  }

  private static RowChange execution(AgentExecutionEvent e) {
    return RowChange.update("agent_executions").key("agent_execution_id", e.agentExecutionId());
  }

  private static RowChange ended(AgentExecutionEvent e, String status, Instant at) {
    return execution(e).set("status", status).set("ended_at", at);
  }

  private static Failure error(String code, String message) {
    return new Failure(code, message);
  }
}
