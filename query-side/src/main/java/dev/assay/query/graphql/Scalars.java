package dev.assay.query.graphql;

import graphql.schema.Coercing;
import graphql.schema.GraphQLScalarType;
import java.util.List;
import java.util.stream.Stream;

/** Values that go out as the REST API writes them, and come in as text. */
final class Scalars {
  private Scalars() {}

  static List<GraphQLScalarType> all() {
    return Stream.of(
            scalar("DateTime", "RFC 3339 in UTC with microseconds"),
            scalar("Date", "A day of UTC, such as 2026-11-21"),
            scalar("Long", "A whole number of 64 bits"),
            scalar("Decimal", "An exact decimal number"),
            scalar("JSON", "Any JSON value, as it was recorded"))
        .toList();
  }

  private static GraphQLScalarType scalar(String name, String description) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .description(description)
        .coercing(new AsItIs())
        .build();
  }

  /** The mapper of the whole API writes it. */
  private static final class AsItIs implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object value, graphql.GraphQLContext context, java.util.Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(
        Object input, graphql.GraphQLContext context, java.util.Locale locale) {
      return input;
    }

    @Override
    public Object parseLiteral(
        graphql.language.Value<?> input,
        graphql.execution.CoercedVariables variables,
        graphql.GraphQLContext context,
        java.util.Locale locale) {
      if (input instanceof graphql.language.StringValue text) {
        return java.util.Objects.requireNonNull(text.getValue());
      }
      throw new graphql.schema.CoercingParseLiteralException("Expected a text, but it is none");
    }
  }
}
