package dev.assay.domain.workflow.expression;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.FunctionCall;
import net.thisptr.jackson.jq.internal.tree.FunctionDefinition;
import net.thisptr.jackson.jq.internal.tree.ImportStatement;
import net.thisptr.jackson.jq.internal.tree.VariableAccess;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.BracketFieldAccess;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a parsed expression. The library has neither a visitor nor a limit, so its nodes are
 * walked by their fields: what they name is collected, and each step is replaced by one that is
 * metered. A library version whose nodes look otherwise fails the tests of this package.
 */
final class SyntaxTree {
  private static final String NODES = "net.thisptr.jackson.jq.internal.tree";

  /** A call as it is written: its name and how many arguments it has. */
  record Call(String name, int arity) {}

  private final List<Call> calls = new ArrayList<>();
  private final Set<String> variables = new HashSet<>();
  private final Set<String> bound = new HashSet<>();
  private boolean definesOrImports;
  private final Expression root;

  private SyntaxTree(Expression expression) throws ReflectiveOperationException {
    root = (Expression) metered(expression);
  }

  /** Throws {@link ExpressionFault} on a syntax error. */
  static SyntaxTree parse(String expression) {
    try {
      return new SyntaxTree(ExpressionParser.compile(expression, Builtins.VERSION));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The jq library's nodes are not as they were", e);
    } catch (Exception
        | StackOverflowError
        | net.thisptr.jackson.jq.internal.javacc.TokenMgrError e) {
      throw new ExpressionFault("Expected a jq expression, but " + firstLine(e));
    }
  }

  /** Meters the body of a function that the library defines in jq. */
  static void meter(Function function) {
    try {
      for (Field field : function.getClass().getDeclaredFields()) {
        field.setAccessible(true);
        if (field.get(function) instanceof Expression body) {
          field.set(function, new SyntaxTree(body).root());
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The jq library's nodes are not as they were", e);
    }
  }

  Expression root() {
    return root;
  }

  List<Call> calls() {
    return calls;
  }

  /** Variables that are used but not bound within the expression. */
  Set<String> freeVariables() {
    Set<String> free = new HashSet<>(variables);
    free.removeAll(bound);
    return free;
  }

  boolean definesOrImports() {
    return definesOrImports;
  }

  private static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null ? "it cannot be parsed" : message.lines().findFirst().orElse("").strip();
  }

  private Object metered(Object node) throws ReflectiveOperationException {
    note(node);
    for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          field.setAccessible(true);
          Object value = field.get(node);
          Object replaced = replaced(value);
          if (node instanceof BracketFieldAccess && replaced instanceof Expression index) {
            replaced = field.getName().equals("target") ? index : Guards.index(index);
          }
          if (replaced != value) {
            field.set(node, replaced);
          }
        }
      }
    }
    return node instanceof Expression step ? new MeteredStep(step) : node;
  }

  private @Nullable Object replaced(@Nullable Object value) throws ReflectiveOperationException {
    return switch (value) {
      case null -> null;
      case List<?> list -> {
        List<Object> items = new ArrayList<>(list.size());
        for (Object item : list) {
          items.add(replaced(item));
        }
        yield items;
      }
      case Pair<?, ?> pair -> Pair.of(replaced(pair._1), replaced(pair._2));
      case Enum<?> constant -> constant;
      case BinaryOperator operator -> Guards.guarded(operator);
      default -> value.getClass().getName().startsWith(NODES) ? metered(value) : value;
    };
  }

  private void note(Object node) throws ReflectiveOperationException {
    switch (node) {
      case FunctionCall _ ->
          calls.add(new Call(text(node, "name"), ((List<?>) field(node, "args")).size()));
      case VariableAccess _ -> variables.add(text(node, "name"));
      case VariableKeyFieldConstruction _ -> variables.add(text(node, "name"));
      case FunctionDefinition _ -> definesOrImports = true;
      case ImportStatement _ -> definesOrImports = true;
      default -> {
        if (node.getClass().getSimpleName().equals("ValueMatcher")) {
          bound.add(text(node, "name"));
        }
      }
    }
  }

  private static String text(Object node, String name) throws ReflectiveOperationException {
    return field(node, name).toString();
  }

  private static Object field(Object node, String name) throws ReflectiveOperationException {
    Field field = node.getClass().getDeclaredField(name);
    field.setAccessible(true);
    Object value = field.get(node);
    return value == null ? List.of() : value;
  }
}
