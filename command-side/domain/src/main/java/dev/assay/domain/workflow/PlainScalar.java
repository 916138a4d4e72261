package dev.assay.domain.workflow;

import java.math.BigInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The type of an unquoted YAML scalar, by the core schema of YAML 1.2: {@code no}, {@code on} and
 * dates are text there, unlike in YAML 1.1.
 */
final class PlainScalar {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,100}");
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]{1,100}|[0-9]{1,100}(\\.[0-9]{0,100})?)([eE][-+]?[0-9]{1,3})?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PlainScalar() {}

  static JsonNode typed(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> JSON.nullNode();
      case "true", "True", "TRUE" -> JSON.booleanNode(true);
      case "false", "False", "FALSE" -> JSON.booleanNode(false);
      default -> number(text);
    };
  }

  private static JsonNode number(String text) {
    if (INTEGER.matcher(text).matches()) {
      BigInteger value = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
      if (value.bitLength() < 32) {
        return JSON.numberNode(value.intValue());
      }
      return value.bitLength() < 64 ? JSON.numberNode(value.longValue()) : JSON.numberNode(value);
    }
    if (DECIMAL.matcher(text).matches()) {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return JSON.numberNode(value);
      }
    }
    return JSON.stringNode(text);
  }
}
