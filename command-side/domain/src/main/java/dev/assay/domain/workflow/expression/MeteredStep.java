package dev.assay.domain.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** A step of an expression that is counted, and so is each value that it makes. */
record MeteredStep(Expression step) implements Expression {
  @Override
  public void apply(
      Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
      throws JsonQueryException {
    Meter meter = Meter.CURRENT.get();
    meter.enter();
    try {
      step.apply(
          scope,
          in,
          path,
          (value, at) -> {
            meter.made(value);
            output.emit(value, at);
          },
          requirePath);
    } finally {
      meter.leave();
    }
  }

  @Override
  public String toString() {
    return step.toString();
  }
}
