package dev.assay.query.apikeys;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** API keys in the graph. */
public final class ApiKeyFields implements GraphFields {
  private final ApiKeyQueries queries;

  ApiKeyFields(ApiKeyQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "apiKeys", asked -> queries.list(asked.caller(), asked.page(), asked.text("status")));
  }
}
