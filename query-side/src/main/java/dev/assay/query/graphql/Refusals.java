package dev.assay.query.graphql;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.http.problem.RefusalWatch;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors with our codes, and without anything of ours that is nobody's business. */
final class Refusals implements DataFetcherExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters parameters) {
    Throwable cause = parameters.getException();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    CommandRejected refusal;
    if (cause instanceof CommandRejected rejected) {
      refusal = rejected;
    } else {
      LOG.error("A field failed by our own fault", cause);
      refusal =
          new CommandRejected(
              RejectionCode.INTERNAL, "Expected an answer, but something of ours is broken");
    }
    HttpServletRequest request =
        parameters.getDataFetchingEnvironment().getGraphQlContext().get(HttpServletRequest.class);
    if (request != null) {
      refusal = RefusalWatch.watched(refusal, request);
    }
    GraphQLError error =
        GraphqlErrorBuilder.newError()
            .message(Objects.requireNonNullElse(refusal.getMessage(), refusal.code().name()))
            .path(parameters.getPath())
            .location(parameters.getSourceLocation())
            .extensions(extensions(refusal))
            .build();
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(error).build());
  }

  private static Map<String, Object> extensions(CommandRejected refusal) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", refusal.code().name());
    extensions.put("status", refusal.code().status());
    if (!refusal.errors().isEmpty()) {
      extensions.put("errors", refusal.errors());
    }
    return extensions;
  }
}
