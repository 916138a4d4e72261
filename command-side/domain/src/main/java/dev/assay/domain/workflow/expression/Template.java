package dev.assay.domain.workflow.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON value with {@code ${ … }} expressions in its texts. A text that is one expression becomes
 * that expression's value; within a longer text a value is written as text (a string as it is, any
 * other value as compact JSON).
 */
public sealed interface Template {
  /** A value without expressions. */
  record Literal(JsonNode value) implements Template {}

  /** A text that is one expression. */
  record Computed(JqExpression expression) implements Template {}

  /** A text with expressions in it: literals and expressions in order. */
  record Text(List<Template> parts) implements Template {}

  /** An object some of whose members are computed. */
  record Members(Map<String, Template> members) implements Template {}

  /** An array some of whose items are computed. */
  record Items(List<Template> items) implements Template {}

  /**
   * Compiles every expression in {@code json}.
   *
   * @param faults is told each fault with its JSON pointer relative to {@code json}
   */
  static Template of(JsonNode json, BiConsumer<String, ExpressionFault> faults) {
    return of(json, "", faults);
  }

  private static Template of(JsonNode json, String at, BiConsumer<String, ExpressionFault> faults) {
    if (json.isObject()) {
      Map<String, Template> members = new LinkedHashMap<>();
      json.forEachEntry(
          (name, value) -> members.put(name, of(value, at + "/" + escaped(name), faults)));
      return members.values().stream().allMatch(Literal.class::isInstance)
          ? new Literal(json)
          : new Members(members);
    }
    if (json.isArray()) {
      List<Template> items = new ArrayList<>();
      for (int i = 0; i < json.size(); i++) {
        items.add(of(json.get(i), at + "/" + i, faults));
      }
      return items.stream().allMatch(Literal.class::isInstance)
          ? new Literal(json)
          : new Items(items);
    }
    if (json.isString() && json.stringValue().contains("${")) {
      try {
        return ofText(json.stringValue());
      } catch (ExpressionFault fault) {
        faults.accept(at, fault);
      }
    }
    return new Literal(json);
  }

  private static Template ofText(String text) {
    String stripped = text.strip();
    if (stripped.startsWith("${") && Braces.closing(stripped, 2) == stripped.length() - 1) {
      return new Computed(computed(stripped, 2, stripped.length() - 1));
    }
    List<Template> parts = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
      int close = Braces.closing(text, open + 2);
      parts.add(literal(text.substring(from, open)));
      parts.add(new Computed(computed(text, open + 2, close)));
      from = close + 1;
    }
    parts.add(literal(text.substring(from)));
    return new Text(parts);
  }

  private static JqExpression computed(String text, int from, int to) {
    return JqExpression.compile(text.substring(from, to).strip());
  }

  private static Literal literal(String text) {
    return new Literal(JsonNodeFactory.instance.stringNode(text));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The value with every expression evaluated; throws {@link ExpressionFault}. */
  default JsonNode evaluate(JsonNode input, Map<String, JsonNode> variables) {
    return switch (this) {
      case Literal literal -> literal.value();
      case Computed computed -> computed.expression().evaluate(input, variables);
      case Text text -> {
        StringBuilder all = new StringBuilder();
        for (Template part : text.parts()) {
          JsonNode value = part.evaluate(input, variables);
          all.append(value.isString() ? value.stringValue() : value.toString());
        }
        yield JsonNodeFactory.instance.stringNode(all.toString());
      }
      case Members members -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.members().forEach((n, member) -> object.set(n, member.evaluate(input, variables)));
        yield object;
      }
      case Items items -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        items.items().forEach(item -> array.add(item.evaluate(input, variables)));
        yield array;
      }
    };
  }
}
