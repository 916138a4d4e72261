package dev.assay.query.graphql;

import dev.assay.http.Caller;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The schema and how it is answered. Every field is answered on the thread that asks. */
final class Graph {
  /** What can be asked is written by hand; the types are checked against what REST answers. */
  static final List<String> SCHEMA = List.of("graphql/query.graphqls", "graphql/types.graphqls");

  private final GraphWiring wiring;
  private final GraphQL engine;

  Graph(List<GraphFields> fields) {
    RuntimeWiring.Builder runtime = RuntimeWiring.newRuntimeWiring();
    Scalars.all().forEach(runtime::scalar);
    this.wiring = new GraphWiring(runtime);
    fields.forEach(it -> it.addTo(wiring));
    GraphQLSchema schema = new SchemaGenerator().makeExecutableSchema(types(), runtime.build());
    this.engine =
        GraphQL.newGraphQL(schema)
            .instrumentation(GraphLimits.instrumentation())
            .defaultDataFetcherExceptionHandler(new Refusals())
            .build();
  }

  static TypeDefinitionRegistry types() {
    TypeDefinitionRegistry all = new TypeDefinitionRegistry();
    for (String part : SCHEMA) {
      try (InputStream text =
          Objects.requireNonNull(Graph.class.getClassLoader().getResourceAsStream(part))) {
        all.merge(
            new SchemaParser().parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  /** Must run within the reading transaction of the caller's tenant. */
  ExecutionResult ask(
      Caller caller,
      HttpServletRequest request,
      String query,
      @Nullable String operation,
      Map<String, Object> variables) {
    ExecutionInput.Builder input =
        ExecutionInput.newExecutionInput(query)
            .variables(variables)
            .dataLoaderRegistry(wiring.registry())
            .graphQLContext(
                Map.of(
                    Caller.class,
                    caller,
                    HttpServletRequest.class,
                    request,
                    ParserOptions.class,
                    GraphLimits.parser()));
    if (operation != null) {
      input.operationName(operation);
    }
    return engine.execute(input.build());
  }
}
