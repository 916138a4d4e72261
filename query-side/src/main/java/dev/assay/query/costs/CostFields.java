package dev.assay.query.costs;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Costs in the graph. */
public final class CostFields implements GraphFields {
  private final CostQueries queries;

  CostFields(CostQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "costs",
        asked ->
            queries.costs(
                asked.caller(), asked.text("groupBy"), asked.text("from"), asked.text("to")));
  }
}
