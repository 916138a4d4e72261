package dev.assay.query.graphql;

import dev.assay.api.RejectionCode;
import dev.assay.http.Caller;
import dev.assay.query.reading.Filters;
import dev.assay.query.reading.Reads;
import dev.assay.query.reading.TenantReader;
import graphql.ExecutionResult;
import graphql.GraphQLError;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** One question, one transaction, one answer: all of it is of the same moment. */
@RestController
@Reads({
  "agents",
  "agent-executions",
  "workflows",
  "executions",
  "validations",
  "reviews",
  "conversations",
  "conversation-search",
  "costs",
  "tenants"
})
@Tag(name = "GraphQL")
public class GraphQlQueries {
  /**
   * @param query the document; at most 20,000 characters
   * @param operationName which of its operations; null where it has one
   */
  record Question(
      String query,
      @Nullable String operationName,
      @Nullable Map<String, @Nullable Object> variables,
      @Nullable Map<String, @Nullable Object> extensions) {}

  private final TenantReader reader;
  private final Graph graph;

  GraphQlQueries(TenantReader reader, List<GraphFields> fields) {
    this.reader = reader;
    this.graph = new Graph(fields);
  }

  @PostMapping("/graphql")
  @Operation(summary = "Answers a GraphQL query over the read models")
  ResponseEntity<Map<String, Object>> ask(
      Caller caller, HttpServletRequest request, @RequestBody Question question) {
    if (question.query().length() > GraphLimits.MOST_CHARACTERS) {
      throw Filters.refused(
          "query",
          "Expected a query of at most %d characters, but it has %d"
              .formatted(GraphLimits.MOST_CHARACTERS, question.query().length()));
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    if (question.variables() != null) {
      question.variables().forEach(variables::put);
    }
    ExecutionResult result =
        reader.read(
            caller,
            () ->
                graph.ask(caller, request, question.query(), question.operationName(), variables));
    return ResponseEntity.status(result.isDataPresent() ? 200 : 400).body(written(result));
  }

  private static Map<String, Object> written(ExecutionResult result) {
    Map<String, Object> answer = new LinkedHashMap<>(result.toSpecification());
    if (!result.getErrors().isEmpty()) {
      answer.put("errors", result.getErrors().stream().map(GraphQlQueries::written).toList());
    }
    return answer;
  }

  /** What the engine itself refuses is the caller's fault, and gets the code for that. */
  private static Map<String, Object> written(GraphQLError error) {
    Map<String, Object> written = new LinkedHashMap<>(error.toSpecification());
    Map<String, Object> extensions = error.getExtensions();
    RejectionCode code = RejectionCode.INVALID_ARGUMENT;
    written.put(
        "extensions",
        extensions != null && extensions.containsKey("code")
            ? extensions
            : Map.of("code", code.name(), "status", code.status()));
    written.put("message", Objects.requireNonNullElse(error.getMessage(), "Refused"));
    return written;
  }
}
