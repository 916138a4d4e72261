package dev.assay.query.graphql;

/** What one read model adds to the graph. */
public interface GraphFields {
  /** Says how its fields are answered; the schema says what they are. */
  void addTo(GraphWiring wiring);
}
