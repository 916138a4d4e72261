package dev.assay.query.agentexecutions;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Runs of agents in the graph, also as parts of executions. */
public final class AgentExecutionFields implements GraphFields {
  private final AgentExecutionQueries queries;
  private final AgentExecutions.Summaries summaries;
  private final AgentExecutions.Calls calls;

  AgentExecutionFields(
      AgentExecutionQueries queries,
      AgentExecutions.Summaries summaries,
      AgentExecutions.Calls calls) {
    this.queries = queries;
    this.summaries = summaries;
    this.calls = calls;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "agentExecutions",
        asked ->
            queries.list(
                asked.caller(),
                asked.page(),
                asked.text("status"),
                asked.text("agent"),
                asked.text("ownerId"),
                asked.text("from"),
                asked.text("to")));
    wiring.query("agentExecution", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
    wiring.parts(
        "ExecutionSummary",
        "agentExecutions",
        "executionId",
        summaries::findByOwnerIdInOrderByCreatedAt,
        row -> row.ownerId,
        AgentExecutionViews.Summary::of);
    wiring.parts(
        "AgentExecutionSummary",
        "modelCalls",
        "agentExecutionId",
        calls::findByAgentExecutionIdInOrderByCreatedPosition,
        row -> row.agentExecutionId,
        AgentExecutionViews.Call::of);
  }
}
