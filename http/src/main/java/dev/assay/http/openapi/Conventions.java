package dev.assay.http.openapi;

import dev.assay.http.PageQuery;
import dev.assay.http.problem.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.Arrays;
import org.springframework.web.method.HandlerMethod;

/** Writes the conventions of the HTTP contract into every operation. */
final class Conventions {
  static final String DESCRIPTION =
      """
      Runs AI agent workflows whose every decision is an event.

      The tenant is the token's. Commands answer with `Assay-Position`; a query that sends it as \
      `Assay-Min-Position` waits until it sees that far. `Idempotency-Key` makes any POST safe to \
      repeat for 24 hours. `ETag` and `If-Match` carry a thing's sequence. Errors are RFC 9457 \
      problem details; `/problems` explains their codes. Lists take `limit`, `cursor`, \
      `sort` and `fields`.""";

  private Conventions() {}

  static void apply(OpenAPI api) {
    ModelConverters.getInstance()
        .resolveAsResolvedSchema(new AnnotatedType(Problem.class))
        .referencedSchemas
        .forEach(api.getComponents()::addSchemas);
    if (api.getPaths() == null) {
      return;
    }
    api.getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach((method, operation) -> conventional(path, method, operation)));
  }

  private static void conventional(String path, HttpMethod method, Operation operation) {
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("An error; `code` says which")
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json",
                            new MediaType()
                                .schema(
                                    new Schema<Problem>().$ref("#/components/schemas/Problem")))));
    if (!path.startsWith("/api/")) {
      return;
    }
    if (method == HttpMethod.POST) {
      operation.addParametersItem(
          header("Idempotency-Key", "Repeats with the same key and body get the first answer"));
    }
    if (method == HttpMethod.GET) {
      operation.addParametersItem(
          header("Assay-Min-Position", "Wait until the answer has seen this position"));
    } else {
      operation.getResponses().values().forEach(Conventions::withPosition);
    }
  }

  private static void withPosition(ApiResponse response) {
    response.addHeaderObject(
        "Assay-Position",
        new Header()
            .description("The global position of the command's last event")
            .schema(new IntegerSchema().format("int64")));
  }

  static Operation withPageParameters(Operation operation, HandlerMethod method) {
    boolean paged =
        Arrays.stream(method.getMethodParameters())
            .anyMatch(parameter -> parameter.getParameterType() == PageQuery.class);
    if (paged) {
      Schema<Number> limit = new IntegerSchema();
      limit.setDefault(PageQuery.DEFAULT_LIMIT);
      limit.setMinimum(BigDecimal.ONE);
      limit.setMaximum(BigDecimal.valueOf(PageQuery.MAX_LIMIT));
      operation.addParametersItem(query("limit", "How many items", limit));
      operation.addParametersItem(
          query("cursor", "nextCursor of the page before, with its sort and filters", text()));
      operation.addParametersItem(query("sort", "A field; with - the last first", text()));
      operation.addParametersItem(
          query("fields", "The items' fields to answer, with commas; all unless said", text()));
    }
    return operation;
  }

  private static Schema<String> text() {
    return new StringSchema();
  }

  private static Parameter query(String name, String description, Schema<?> schema) {
    return new QueryParameter().name(name).description(description).schema(schema);
  }

  private static Parameter header(String name, String description) {
    return new HeaderParameter().name(name).description(description).schema(new StringSchema());
  }
}
