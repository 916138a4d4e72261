package dev.assay.domain.workflowexecution;

import dev.assay.api.workflowexecution.ExecutionError;
import org.jspecify.annotations.Nullable;

/** The errors that an execution itself makes, by the types of the DSL. */
final class ErrorTypes {
  private static final String BASE = "https://serverlessworkflow.io/spec/1.0.0/errors/";

  private ErrorTypes() {}

  /**
   * An expression failed.
   *
   * @param instance JSON pointer of the expression in the definition
   */
  static ExecutionError expression(@Nullable String detail, String instance) {
    return new ExecutionError(
        BASE + "expression", 400, "An expression cannot be evaluated", detail, instance);
  }

  static ExecutionError tooLarge(String detail, String instance) {
    return new ExecutionError(BASE + "validation", 413, "Data is too large", detail, instance);
  }

  static ExecutionError tooManyTasks(String detail, String instance) {
    return new ExecutionError(
        BASE + "runtime", 508, "The workflow has no end in sight", detail, instance);
  }

  static ExecutionError timeout() {
    return new ExecutionError(
        BASE + "timeout", 408, "The execution's deadline has passed", null, null);
  }
}
