package dev.assay.domain.workflow;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A definition as JSON, and where in its text each value begins.
 *
 * @param positions by JSON pointer; the position of a member is that of its name
 */
record SourceText(JsonNode json, Map<String, Position> positions) {
  /** The position of a value, or of the closest one around it that the text has. */
  Position at(String pointer) {
    String place = pointer;
    while (!positions.containsKey(place) && !place.isEmpty()) {
      place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
    return positions.getOrDefault(place, Position.START);
  }

  /** One token of a JSON pointer, escaped as RFC 6901 has it. */
  static String token(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
