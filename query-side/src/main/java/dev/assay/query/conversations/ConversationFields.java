package dev.assay.query.conversations;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Conversations in the graph. */
public final class ConversationFields implements GraphFields {
  private final ConversationQueries queries;

  ConversationFields(ConversationQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "conversations",
        asked ->
            queries.list(asked.caller(), asked.page(), asked.text("agent"), asked.text("query")));
    wiring.query("conversation", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
  }
}
