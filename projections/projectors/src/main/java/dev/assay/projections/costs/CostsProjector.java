package dev.assay.projections.costs;

import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionStarted;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallAnswered;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallFailed;
import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.event.EventName;
import dev.assay.api.id.Id;
import dev.assay.api.id.ModelCallId;
import dev.assay.api.inference.ModelAnswer;
import dev.assay.api.validation.ValidationEvent.ValidationRequested;
import dev.assay.api.workflowexecution.ExecutionEvent.ExecutionStarted;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.projections.runner.Projector;
import dev.assay.projections.runner.RowChange;
import dev.assay.projections.schema.ReadModel;
import dev.assay.projections.schema.ReadModels;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fills {@code cost_calls} and, with what calls are made for, {@code cost_origins}. The sums are of
 * many aggregates; the database keeps them as calls end (V7 of the migrations).
 */
public final class CostsProjector implements Projector {
  /** The others are not even decoded: most events say nothing of costs. */
  private static final Set<String> TOLD_BY =
      Stream.of(
              ExecutionStarted.class,
              ValidationRequested.class,
              AgentExecutionStarted.class,
              ModelCallRequested.class,
              ModelCallAnswered.class,
              ModelCallFailed.class)
          .map(type -> type.getAnnotation(EventName.class).value())
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public ReadModel readModel() {
    return ReadModels.COSTS;
  }

  @Override
  public List<RowChange> changes(StoredEvent stored) {
    return TOLD_BY.contains(stored.type()) ? told(stored) : List.of();
  }

  private static List<RowChange> told(StoredEvent stored) {
    return switch (stored.event()) {
      case ExecutionStarted e ->
          List.of(origin(e.executionId()).set("workflow_id", e.workflowId()));
      case ValidationRequested e when e.origin() != null ->
          List.of(origin(e.validationId()).set("parent_id", e.origin().executionId()));
      case AgentExecutionStarted e -> List.of(run(e));
      case ModelCallRequested e -> List.of(requested(e));
      case ModelCallAnswered e -> List.of(answered(e, stored));
      case ModelCallFailed e ->
          List.of(
              call(e.agentExecutionId(), e.requestId())
                  .set("failed", true)
                  .set("ended_at", stored.recordedAt()));
      default -> List.of();
    };
  }

  private static RowChange origin(Id id) {
    return RowChange.upsert("cost_origins").key("origin_id", id);
  }

  private static RowChange run(AgentExecutionStarted e) {
    RowChange run = origin(e.agentExecutionId()).set("agent", e.agent());
    return e.owner() == null ? run : run.set("parent_id", e.owner().id());
  }

  private static RowChange requested(ModelCallRequested e) {
    return RowChange.upsert("cost_calls")
        .key("agent_execution_id", e.agentExecutionId())
        .key("request_id", e.requestId())
        .set("provider", e.model().provider())
        .set("model", e.model().model())
        .set("failed", false)
        .set("cached", false)
        .set("tokens_in", 0)
        .set("tokens_out", 0)
        .set("cost_usd", BigDecimal.ZERO);
  }

  private static RowChange answered(ModelCallAnswered e, StoredEvent stored) {
    ModelAnswer answer = e.answer();
    return call(e.agentExecutionId(), e.requestId())
        .set("provider", answer.provider())
        .set("model", answer.model())
        .set("cached", answer.cached())
        .set("tokens_in", answer.tokensIn())
        .set("tokens_out", answer.tokensOut())
        .set("cost_usd", answer.costUsd())
        .set("ended_at", stored.recordedAt());
  }

  private static RowChange call(Id agentExecution, ModelCallId request) {
    return RowChange.update("cost_calls")
        .key("agent_execution_id", agentExecution)
        .key("request_id", request);
  }
}
