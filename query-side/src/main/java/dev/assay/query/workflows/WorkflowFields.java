package dev.assay.query.workflows;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Workflows in the graph. */
public final class WorkflowFields implements GraphFields {
  private final WorkflowQueries queries;
  private final WorkflowOverviewQueries overviews;

  WorkflowFields(WorkflowQueries queries, WorkflowOverviewQueries overviews) {
    this.queries = queries;
    this.overviews = overviews;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "workflows",
        asked ->
            queries.list(
                asked.caller(), asked.page(), asked.text("namespace"), asked.text("name")));
    wiring.query("workflow", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
    wiring.query("workflowVersions", asked -> queries.versions(asked.caller(), asked.id("id")));
    wiring.query("workflowComplete", asked -> overviews.complete(asked.caller(), asked.id("id")));
  }
}
