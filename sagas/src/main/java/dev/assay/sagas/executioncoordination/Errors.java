package dev.assay.sagas.executioncoordination;

import dev.assay.api.CommandRejected;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionCancelled;
import dev.assay.api.agentexecution.AgentExecutionEvent.AgentExecutionFailed;
import dev.assay.api.validation.ValidationEvent.ValidationCancelled;
import dev.assay.api.workflowexecution.ExecutionError;

/** Why a task failed, as the workflow DSL names errors. */
final class Errors {
  private static final String BASE = "https://serverlessworkflow.io/spec/1.0.0/errors/";

  private Errors() {}

  static ExecutionError of(AgentExecutionFailed failed, String reference) {
    boolean late = "TIMEOUT".equals(failed.code());
    return new ExecutionError(
        BASE + (late ? "timeout" : "runtime"),
        late ? 408 : 500,
        "The agent " + failed.agent() + " failed (" + failed.code() + ")",
        failed.message(),
        reference);
  }

  static ExecutionError of(AgentExecutionCancelled cancelled, String reference) {
    return new ExecutionError(
        BASE + "runtime",
        500,
        "The agent " + cancelled.agent() + " was cancelled",
        cancelled.reason(),
        reference);
  }

  static ExecutionError of(ValidationCancelled cancelled, String reference) {
    return new ExecutionError(
        BASE + "runtime", 500, "The validation was cancelled", cancelled.reason(), reference);
  }

  static ExecutionError of(CommandRejected why, String title, String reference) {
    String kind =
        switch (why.code()) {
          case NOT_FOUND, INVALID_ARGUMENT, UNPROCESSABLE, INVALID_STATE, ALREADY_EXISTS, STALE ->
              "configuration";
          case TOO_LARGE -> "validation";
          case UNAUTHENTICATED -> "authentication";
          case FORBIDDEN -> "authorization";
          default -> "runtime";
        };
    return new ExecutionError(BASE + kind, why.code().status(), title, why.getMessage(), reference);
  }
}
