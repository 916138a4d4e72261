package dev.assay.query.validations;

import dev.assay.query.graphql.GraphFields;
import dev.assay.query.graphql.GraphWiring;

/** Validations in the graph, also as parts of executions and of reviews. */
public final class ValidationFields implements GraphFields {
  private final ValidationQueries queries;
  private final Validations.Summaries summaries;

  ValidationFields(ValidationQueries queries, Validations.Summaries summaries) {
    this.queries = queries;
    this.summaries = summaries;
  }

  @Override
  public void addTo(GraphWiring wiring) {
    wiring.query(
        "validations",
        asked ->
            queries.list(
                asked.caller(),
                asked.page(),
                asked.text("status"),
                asked.text("executionId"),
                asked.text("from"),
                asked.text("to")));
    wiring.query("validation", asked -> queries.one(asked.caller(), asked.id("id")).getBody());
    wiring.parts(
        "ExecutionSummary",
        "validations",
        "executionId",
        summaries::findByExecutionIdInOrderByCreatedAt,
        row -> row.executionId,
        ValidationViews.Summary::of);
    wiring.one(
        "ReviewSummary",
        "validation",
        "validationId",
        ids -> summaries.findByIdIn(ids).stream().map(ValidationViews.Summary::of).toList(),
        ValidationViews.Summary::validationId);
  }
}
