package dev.assay.query.dashboard;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** The dashboard in the graph. */
public final class DashboardFields implements GraphFields {
  private final DashboardQueries queries;

  DashboardFields(DashboardQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query("dashboard", asked -> queries.dashboard(asked.caller()));
  }
}
