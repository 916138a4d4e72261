package dev.assay.domain.workflow.expression;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns JSON trees of Jackson 3, which we use, into those of Jackson 2, which jq uses, and back.
 */
final class JsonTrees {
  private static final JsonNodeFactory OLD = JsonNodeFactory.instance;
  private static final tools.jackson.databind.node.JsonNodeFactory NEW =
      tools.jackson.databind.node.JsonNodeFactory.instance;

  private JsonTrees() {}

  static com.fasterxml.jackson.databind.JsonNode toJq(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        var object = OLD.objectNode();
        json.forEachEntry((name, value) -> object.set(name, toJq(value)));
        yield object;
      }
      case ARRAY -> {
        var array = OLD.arrayNode(json.size());
        json.forEach(item -> array.add(toJq(item)));
        yield array;
      }
      case STRING -> OLD.textNode(json.stringValue());
      case BOOLEAN -> OLD.booleanNode(json.booleanValue());
      case NUMBER -> numberToJq(json);
      default -> OLD.nullNode();
    };
  }

  private static com.fasterxml.jackson.databind.JsonNode numberToJq(JsonNode json) {
    return switch (json.numberType()) {
      case INT, LONG ->
          json.canConvertToInt()
              ? OLD.numberNode(json.intValue())
              : OLD.numberNode(json.longValue());
      case BIG_INTEGER -> OLD.numberNode(json.bigIntegerValue());
      case FLOAT, DOUBLE -> OLD.numberNode(json.doubleValue());
      case BIG_DECIMAL -> OLD.numberNode(json.decimalValue());
      case null -> OLD.nullNode();
    };
  }

  /** Spends one of the budget for each value; NaN and infinities are faults, JSON has none. */
  static JsonNode fromJq(com.fasterxml.jackson.databind.JsonNode json, Meter meter, int depth) {
    meter.result(json, depth);
    return switch (json.getNodeType()) {
      case OBJECT -> {
        ObjectNode object = NEW.objectNode();
        for (Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> e : json.properties()) {
          object.set(e.getKey(), fromJq(e.getValue(), meter, depth + 1));
        }
        yield object;
      }
      case ARRAY -> {
        ArrayNode array = NEW.arrayNode();
        for (com.fasterxml.jackson.databind.JsonNode item : json) {
          array.add(fromJq(item, meter, depth + 1));
        }
        yield array;
      }
      case STRING -> NEW.stringNode(json.textValue());
      case BOOLEAN -> NEW.booleanNode(json.booleanValue());
      case NUMBER -> numberFromJq(json);
      default -> NEW.nullNode();
    };
  }

  private static JsonNode numberFromJq(com.fasterxml.jackson.databind.JsonNode json) {
    return switch (json.numberType()) {
      case INT, LONG ->
          json.canConvertToInt()
              ? NEW.numberNode(json.intValue())
              : NEW.numberNode(json.longValue());
      case BIG_INTEGER -> NEW.numberNode(json.bigIntegerValue());
      case BIG_DECIMAL -> NEW.numberNode(json.decimalValue());
      default -> {
        double value = json.doubleValue();
        if (!Double.isFinite(value)) {
          throw new ExpressionFault("Expected a JSON value, but got the number " + value);
        }
        yield NEW.numberNode(value);
      }
    };
  }
}
