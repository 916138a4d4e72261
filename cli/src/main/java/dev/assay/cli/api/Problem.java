package dev.assay.cli.api;

import dev.assay.cli.Failure;
import dev.assay.cli.Terminal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads {@code application/problem+json} (RFC 9457) as one message for a person. */
final class Problem {
  private Problem() {}

  static Failure of(int status, String body) {
    JsonNode problem;
    try {
      problem = ApiClient.JSON.readTree(body);
    } catch (JacksonException e) {
      return status >= 500
          ? Failure.unreachable("The server answers " + status, null)
          : Failure.no("The server answers " + status);
    }
    StringBuilder message = new StringBuilder();
    String code = text(problem, "code");
    message.append(code.isEmpty() ? Integer.toString(status) : code);
    String detail = text(problem, "detail").isEmpty() ? oauth(problem) : text(problem, "detail");
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    JsonNode errors = problem.get("errors");
    if (errors != null) {
      errors.forEach(error -> message.append(System.lineSeparator()).append(fault(error)));
    }
    if (status == 401) {
      message.append(System.lineSeparator()).append("Set ASSAY_TOKEN; see: assay token --help");
    }
    return Failure.no(message.toString());
  }

  private static String fault(JsonNode error) {
    StringBuilder fault = new StringBuilder("  ");
    if (error.hasNonNull("line")) {
      fault.append("line ").append(error.get("line"));
      if (error.hasNonNull("column")) {
        fault.append(':').append(error.get("column"));
      }
      fault.append(' ');
    }
    String pointer = text(error, "pointer");
    if (!pointer.isEmpty()) {
      fault.append(pointer).append(": ");
    }
    fault.append(text(error, "detail"));
    String hint = text(error, "hint");
    return hint.isEmpty() ? fault.toString() : fault + " (" + hint + ")";
  }

  /** The token endpoint speaks RFC 6749. */
  private static String oauth(JsonNode problem) {
    String description = text(problem, "error_description");
    return description.isEmpty() ? text(problem, "error") : description;
  }

  private static String text(JsonNode node, String member) {
    @Nullable JsonNode value = node.get(member);
    return value != null && value.isString() ? Terminal.plain(value.stringValue()) : "";
  }
}
