package dev.assay.domain.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.operators.MinusOperator;
import net.thisptr.jackson.jq.internal.operators.MultiplyOperator;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * Refuses single steps that would cost far more than they look: repeating a text a billion times,
 * filling a list up to a far index, comparing everything with everything.
 */
final class Guards {
  /** Functions that may look for each part of their argument at each place of their input. */
  private static final Set<String> SEARCHES =
      Set.of("contains/1", "index/1", "rindex/1", "indices/1", "_indices/1", "split/1", "join/1");

  private static final long MAX_PRODUCT = 1L << 28;

  private Guards() {}

  /** The operator, guarded where it needs to be. */
  static BinaryOperator guarded(BinaryOperator operator) {
    return operator instanceof MultiplyOperator || operator instanceof MinusOperator
        ? new Guarded(operator)
        : operator;
  }

  /** The arguments of a function, guarded where they need to be. */
  static List<Expression> guarded(String signature, List<Expression> arguments, JsonNode in) {
    if (signature.equals("setpath/2")) {
      return List.of(index(arguments.get(0)), arguments.get(1));
    }
    if (SEARCHES.contains(signature)) {
      return List.of(new Checked(arguments.get(0), value -> requireProduct(in, value)));
    }
    return arguments;
  }

  /** An expression whose values are used as indexes or as a path. */
  static Expression index(Expression expression) {
    return new Checked(expression, Guards::requireIndex);
  }

  private static void requireIndex(JsonNode value) {
    if (value.isNumber() && value.doubleValue() > Meter.MAX_LENGTH) {
      throw new ExpressionFault(
          "Expected an index of at most " + Meter.MAX_LENGTH + ", but it is " + value);
    }
    if (value.isArray()) {
      value.forEach(Guards::requireIndex);
    }
  }

  private static void requireProduct(JsonNode a, JsonNode b) {
    Meter meter = Meter.CURRENT.get();
    if (meter.weigh(a) * meter.weigh(b) > MAX_PRODUCT) {
      throw new ExpressionFault("Expected to compare less data, but both sides are large");
    }
  }

  private static void requireRepeatable(JsonNode a, JsonNode b) {
    JsonNode text = a.isTextual() ? a : b;
    JsonNode times = a.isTextual() ? b : a;
    if (text.isTextual()
        && times.isNumber()
        && text.textValue().length() * times.doubleValue() > Meter.MAX_LENGTH) {
      throw new ExpressionFault(
          "Expected a text of at most %d characters, but it is repeated %s times"
              .formatted(Meter.MAX_LENGTH, times));
    }
  }

  private record Guarded(BinaryOperator operator) implements BinaryOperator {
    @Override
    public JsonNode apply(ObjectMapper mapper, JsonNode a, JsonNode b) throws JsonQueryException {
      if (operator instanceof MultiplyOperator) {
        requireRepeatable(a, b);
      } else if (a.isArray()) {
        requireProduct(a, b);
      }
      return operator.apply(mapper, a, b);
    }

    @Override
    public String image() {
      return operator.image();
    }
  }

  private interface Check {
    void require(JsonNode value);
  }

  private record Checked(Expression expression, Check check) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      expression.apply(
          scope,
          in,
          path,
          (value, at) -> {
            check.require(value);
            output.emit(value, at);
          },
          requirePath);
    }
  }
}
