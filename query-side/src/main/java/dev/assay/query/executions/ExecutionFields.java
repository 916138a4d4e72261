package dev.assay.query.executions;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Executions of workflows in the graph. */
public final class ExecutionFields implements GraphFields {
  private final ExecutionQueries queries;
  private final Executions.Tasks tasks;

  ExecutionFields(ExecutionQueries queries, Executions.Tasks tasks) {
    this.queries = queries;
    this.tasks = tasks;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "executions",
        asked ->
            queries.list(
                asked.caller(),
                asked.page(),
                asked.text("status"),
                asked.text("workflowId"),
                asked.text("from"),
                asked.text("to")));
    wiring.query("execution", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
    wiring.parts(
        "ExecutionSummary",
        "tasks",
        "executionId",
        tasks::findByExecutionIdInOrderByCreatedPosition,
        row -> row.executionId,
        ExecutionViews.Task::of);
  }
}
