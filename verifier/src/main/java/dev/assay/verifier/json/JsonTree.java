package dev.assay.verifier.json;

import dev.assay.verifier.encoding.Malformed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a small JSON document into maps, lists, strings, longs and booleans. Numbers with a
 * fraction, negative numbers and null are not used in bundles and are refused.
 */
public final class JsonTree {
  private static final int DEEPEST = 16;
  private static final int MOST_VALUES = 10_000;

  private final JsonScanner scanner;
  private int values;

  private JsonTree(JsonScanner scanner) {
    this.scanner = scanner;
  }

  /** Reads an object; every name may be there once. */
  public static Map<String, Object> parseObject(byte[] bytes) {
    JsonScanner scanner = new JsonScanner(bytes, 0, bytes.length);
    Object value = new JsonTree(scanner).value(0);
    scanner.expectEnd();
    return asObject(value);
  }

  /** The value as an object. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> asObject(Object value) {
    if (value instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new Malformed("Expected a JSON object, but found another value");
  }

  private Object value(int depth) {
    if (depth > DEEPEST || ++values > MOST_VALUES) {
      throw scanner.malformed("JSON of at most 16 levels and 10,000 values");
    }
    scanner.skipSpace();
    Object value =
        switch (scanner.peek()) {
          case '{' -> object(depth);
          case '[' -> array(depth);
          case '"' -> scanner.string();
          case 't' -> literal("true", true);
          case 'f' -> literal("false", false);
          default -> scanner.number();
        };
    scanner.skipSpace();
    return value;
  }

  private Map<String, Object> object(int depth) {
    scanner.expect("{");
    Map<String, Object> members = new LinkedHashMap<>();
    scanner.skipSpace();
    if (scanner.accept("}")) {
      return members;
    }
    do {
      scanner.skipSpace();
      String name = scanner.string();
      scanner.skipSpace();
      scanner.expect(":");
      if (members.put(name, value(depth + 1)) != null) {
        throw scanner.malformed("every name of an object once");
      }
    } while (scanner.accept(","));
    scanner.expect("}");
    return members;
  }

  private List<Object> array(int depth) {
    scanner.expect("[");
    List<Object> elements = new ArrayList<>();
    scanner.skipSpace();
    if (scanner.accept("]")) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
    } while (scanner.accept(","));
    scanner.expect("]");
    return elements;
  }

  private Object literal(String text, boolean value) {
    scanner.expect(text);
    return value;
  }
}
