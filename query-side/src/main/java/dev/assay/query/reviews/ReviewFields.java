package dev.assay.query.reviews;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Reviews in the graph. */
public final class ReviewFields implements GraphFields {
  private final ReviewQueries queries;

  ReviewFields(ReviewQueries queries) {
    this.queries = queries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "reviews",
        asked ->
            queries.list(
                asked.caller(), asked.page(), asked.text("status"), asked.text("validationId")));
    wiring.query("review", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
  }
}
