package dev.assay.domain.workflow;

import dev.assay.domain.workflow.expression.ExpressionFault;
import dev.assay.domain.workflow.expression.JqExpression;
import dev.assay.domain.workflow.expression.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Compiles the expressions of a definition. Where the DSL has nothing but an expression ({@code
 * if}, {@code when}, {@code from}, {@code as}) the enclosing <code>${ }</code> may be left out.
 */
final class ExpressionReader {
  private final Faults faults;

  ExpressionReader(Faults faults) {
    this.faults = faults;
  }

  /** A condition; null where there is none or it is wrong. */
  @Nullable JqExpression condition(@Nullable JsonNode json, String pointer) {
    if (json == null) {
      return null;
    }
    return transformation(json, pointer) instanceof Template.Computed(JqExpression expression)
        ? expression
        : notAnExpression(json, pointer);
  }

  private @Nullable JqExpression notAnExpression(JsonNode json, String pointer) {
    if (!json.isString() || json.stringValue().contains("${")) {
      faults.add(
          pointer,
          "expression",
          "Expected one expression, but it is " + Members.shortened(json),
          "Write ${ .some.member == \"value\" }");
    }
    return null;
  }

  /** What {@code from} and {@code as} have: an expression, or an object with expressions in it. */
  @Nullable Template transformation(@Nullable JsonNode json, String pointer) {
    if (json == null) {
      return null;
    }
    if (json.isString() && !json.stringValue().contains("${")) {
      try {
        return new Template.Computed(JqExpression.compile(json.stringValue().strip()));
      } catch (ExpressionFault fault) {
        told(pointer, fault);
        return null;
      }
    }
    if (!json.isString() && !json.isObject()) {
      faults.add(pointer, "type", "Expected an expression or an object, but it is neither", null);
      return null;
    }
    return template(json, pointer);
  }

  /** Any value with expressions in it. */
  Template template(JsonNode json, String pointer) {
    return Template.of(json, (at, fault) -> told(pointer + at, fault));
  }

  static Template nothing() {
    return new Template.Literal(JsonNodeFactory.instance.objectNode());
  }

  private void told(String pointer, ExpressionFault fault) {
    faults.add(pointer, "expression", String.valueOf(fault.getMessage()), null);
  }
}
