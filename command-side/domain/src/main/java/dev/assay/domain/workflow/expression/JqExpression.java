package dev.assay.domain.workflow.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One jq expression: pure, metered and without definitions of its own. Calls of unknown functions
 * and uses of unknown variables are found when it is compiled.
 */
public final class JqExpression {
  /** The longest expression, in characters. */
  public static final int MAX_LENGTH = 4_096;

  /** The variables that a workflow's expressions have. */
  public static final Set<String> VARIABLES =
      Set.of("context", "input", "output", "task", "workflow");

  private final String text;
  private final Expression root;

  private JqExpression(String text, Expression root) {
    this.text = text;
    this.root = root;
  }

  /** Throws {@link ExpressionFault} with what is wrong. */
  public static JqExpression compile(String text) {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new ExpressionFault(
          "Expected an expression of 1 to %d characters, but it has %d"
              .formatted(MAX_LENGTH, text.strip().length()));
    }
    SyntaxTree tree = SyntaxTree.parse(text);
    if (tree.definesOrImports()) {
      throw new ExpressionFault(
          "Expected an expression without definitions, but it has a def, import or include");
    }
    for (SyntaxTree.Call call : tree.calls()) {
      requireKnown(call);
    }
    Set<String> unknown = new TreeSet<>(tree.freeVariables());
    unknown.removeAll(VARIABLES);
    if (!unknown.isEmpty()) {
      throw new ExpressionFault(
          "Expected only the variables $context, $input, $output, $task and $workflow, but it uses $"
              + String.join(", $", unknown));
    }
    return new JqExpression(text, tree.root());
  }

  private static void requireKnown(SyntaxTree.Call call) {
    if (Builtins.has(call.name(), call.arity())) {
      return;
    }
    if (Builtins.isRegularExpression(call.name(), call.arity())) {
      throw new ExpressionFault(
          "Expected an expression without regular expressions, but it calls "
              + call.name()
              + "; use contains, startswith, endswith or split/1, or a validator of kind regex");
    }
    throw new ExpressionFault(
        "Expected a function that expressions may call, but there is no %s with %d arguments"
            .formatted(call.name(), call.arity()));
  }

  /**
   * The value of the expression: the first if it makes several. Throws {@link ExpressionFault}
   * where it fails, makes none, costs too much or its result is too large.
   */
  public JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
    return ScopedValue.where(Meter.CURRENT, new Meter()).call(() -> run(input, variables));
  }

  private JsonNode run(JsonNode input, Map<String, JsonNode> variables) {
    Scope scope = Builtins.scope();
    for (String name : VARIABLES) {
      JsonNode value = variables.getOrDefault(name, JsonNodeFactory.instance.nullNode());
      scope.setValue(name, () -> JsonTrees.toJq(value));
    }
    List<com.fasterxml.jackson.databind.JsonNode> results = new ArrayList<>(1);
    try {
      root.apply(
          scope,
          JsonTrees.toJq(input),
          null,
          (value, _) -> {
            if (results.isEmpty()) {
              results.add(value);
            }
          },
          false);
    } catch (JsonQueryException e) {
      throw new ExpressionFault(
          "Expected ${ " + text + " } to give a value, but " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new ExpressionFault("Expected ${ " + text + " } to end, but it is nested without end");
    }
    if (results.isEmpty()) {
      throw new ExpressionFault("Expected ${ " + text + " } to give a value, but it gives none");
    }
    return JsonTrees.fromJq(results.getFirst(), Meter.CURRENT.get(), 0);
  }

  @Override
  public String toString() {
    return text;
  }
}
