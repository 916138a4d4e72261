package dev.assay.query.agents;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;
import java.util.Objects;

/** Agents in the graph. */
public final class AgentFields implements GraphFields {
  private final AgentQueries queries;

  AgentFields(AgentQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "agents",
        asked ->
            queries.list(asked.caller(), asked.page(), asked.text("role"), asked.text("status")));
    wiring.query(
        "agent",
        asked -> queries.one(asked.caller(), Objects.requireNonNull(asked.text("name"))).getBody());
    wiring.query(
        "agentVersions",
        asked -> queries.versions(asked.caller(), Objects.requireNonNull(asked.text("name"))));
  }
}
