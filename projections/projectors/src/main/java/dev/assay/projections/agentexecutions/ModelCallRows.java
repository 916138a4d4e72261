package dev.assay.projections.agentexecutions;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelAnswerArrivedLate;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.agentexecution.AgentExecutionEvent.OutputRefused;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.projections.runner.RowChange;
import java.time.Instant;

/** The rows of {@code agent_model_calls}. */
final class ModelCallRows {
  private ModelCallRows() {}

  static RowChange requested(ModelCallRequested e) {
    return RowChange.upsert("agent_model_calls")
        .key("agent_execution_id", e.agentExecutionId())
        .key("request_id", e.requestId())
        .set("attempt", e.attempt())
        .set("status", "REQUESTED")
        .set("provider", e.model().provider())
        .set("model", e.model().model());
  }

  static RowChange answered(ModelCallAnswered e, Instant at) {
    ModelAnswer answer = e.answer();
    return call(e, e.requestId())
        .set("status", "ANSWERED")
        .set("provider", answer.provider())
        .set("model", answer.model())
        .set("model_digest", answer.modelDigest())
        .set("finish_reason", answer.finishReason())
        .set("tokens_in", answer.tokensIn())
        .set("tokens_out", answer.tokensOut())
        .set("cost_usd", answer.costUsd())
        .set("duration_ms", answer.durationMs())
        .set("cached", answer.cached())
        .set("output_hash", e.outputHash())
        .set("ended_at", at);
  }

  static RowChange failed(ModelCallFailed e, Instant at) {
    return call(e, e.requestId())
        .set("status", "FAILED")
        .set("error_class", e.failure().errorClass())
        .set("error_message", e.failure().message())
        .set("duration_ms", e.failure().durationMs())
        .set("ended_at", at);
  }

  static RowChange late(ModelAnswerArrivedLate e) {
    return call(e, e.requestId()).add("late_answers", 1);
  }

  static RowChange refused(OutputRefused e) {
    return call(e, e.requestId()).set("refusals", e.errors());
  }

  private static RowChange call(AgentExecutionEvent e, ModelCallId requestId) {
    return RowChange.update("agent_model_calls")
        .key("agent_execution_id", e.agentExecutionId())
        .key("request_id", requestId);
  }
}
