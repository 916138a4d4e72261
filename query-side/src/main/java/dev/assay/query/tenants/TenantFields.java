package dev.assay.query.tenants;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** The caller's own tenant in the graph. */
public final class TenantFields implements GraphFields {
  private final TenantQueries queries;
  private final TenantUsageQueries usage;

  TenantFields(TenantQueries queries, TenantUsageQueries usage) {
    this.queries = queries;
    this.usage = usage;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query("tenant", asked -> queries.own(asked.caller()).getBody());
    wiring.query("usage", asked -> usage.usage(asked.caller()));
  }
}
