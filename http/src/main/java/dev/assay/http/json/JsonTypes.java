package dev.assay.http.json;

import dev.assay.api.id.Id;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.node.ObjectNode;

/** Names what a field takes and what it got, without naming a class. */
final class JsonTypes {
  private static final Set<Class<?>> WHOLE =
      Set.of(int.class, Integer.class, long.class, Long.class, short.class, Short.class);
  private static final Set<Class<?>> NUMBER =
      Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

  private JsonTypes() {}

  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "another type";
    }
    if (type == String.class) {
      return "text";
    }
    if (WHOLE.contains(type)) {
      return "a whole number" + (type == int.class || type == Integer.class ? " of 32 bits" : "");
    }
    if (NUMBER.contains(type)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    if (type == Instant.class) {
      return "a time as in 2026-11-21T09:30:00Z";
    }
    if (type == Duration.class) {
      return "a duration as in PT30S";
    }
    if (type == UUID.class || Id.class.isAssignableFrom(type)) {
      return "an id";
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    return type.isRecord() || Map.class.isAssignableFrom(type) || type == ObjectNode.class
        ? "an object"
        : "another type";
  }

  static String actual(@Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object";
      case START_ARRAY, END_ARRAY -> "an array";
      case VALUE_STRING -> "text";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "true or false";
      case VALUE_NULL -> "null";
      case null, default -> "something else";
    };
  }
}
