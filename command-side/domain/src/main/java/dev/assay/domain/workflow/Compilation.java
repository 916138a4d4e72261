package dev.assay.domain.workflow;

import dev.assay.api.CommandRejected;
import dev.assay.api.CommandRejected.InputError;
import dev.assay.api.RejectionCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler found.
 *
 * @param workflow null where there are errors
 * @param errors at most {@value Problems#MOST}, in the order of the text, each with line and column
 * @param warnings what can be run but is probably not meant
 */
public record Compilation(
    @Nullable CompiledWorkflow workflow, List<InputError> errors, List<InputError> warnings) {

  public Compilation {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** The workflow, or {@code UNPROCESSABLE} with every error. */
  public CompiledWorkflow required() {
    if (workflow == null) {
      throw refused(errors);
    }
    return workflow;
  }

  static CommandRejected refused(List<InputError> errors) {
    InputError first = errors.getFirst();
    String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
    return new CommandRejected(
        RejectionCode.UNPROCESSABLE,
        "Expected a workflow definition that can be run, but line %d, column %d: %s%s"
            .formatted(first.line(), first.column(), first.detail(), more),
        Map.of(),
        errors);
  }
}
