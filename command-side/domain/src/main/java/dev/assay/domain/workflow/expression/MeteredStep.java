package dev.assay.domain.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.tree.ArrayConstruction;
import net.thisptr.jackson.jq.internal.tree.ObjectConstruction;
import net.thisptr.jackson.jq.internal.tree.binaryop.BinaryOperatorExpression;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** A step of an expression that is counted, and so is each value that it makes. */
record MeteredStep(Expression step) implements Expression {
  @Override
  public void apply(
      Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
      throws JsonQueryException {
    Meter meter = Meter.CURRENT.get();
    boolean builds =
        step instanceof ArrayConstruction
            || step instanceof ObjectConstruction
            || step instanceof BinaryOperatorExpression;
    meter.enter();
    try {
      step.apply(
          scope,
          in,
          path,
          (value, at) -> {
            if (builds) {
              meter.built(value);
            } else {
              meter.made(value);
            }
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
