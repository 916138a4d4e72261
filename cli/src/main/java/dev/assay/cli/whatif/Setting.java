package dev.assay.cli.whatif;

import dev.assay.cli.Failure;
import dev.assay.cli.run.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A value at a place, written {@code place=value}.
 *
 * @param path the names that lead to it
 */
record Setting(List<String> path, JsonNode value) {
  Setting {
    path = List.copyOf(path);
  }

  /**
   * Of names between dots, or of a JSON pointer where a name has dots itself.
   *
   * @param option that it was given with, for the refusal
   */
  static Setting parse(String option, String text) {
    int equals = text.indexOf('=');
    String place = equals < 0 ? "" : text.substring(0, equals).strip();
    List<String> path = place.startsWith("/") ? pointer(place) : List.of(place.split("\\.", -1));
    if (path.stream().anyMatch(String::isBlank)) {
      throw Failure.wrongUse(
          "Expected %s as path=value, such as agents.writer.version=2, but got '%s'"
              .formatted(option, text));
    }
    return new Setting(path, value(text.substring(equals + 1)));
  }

  /** Puts the value into its place. */
  void into(ObjectNode root) {
    ObjectNode at = root;
    for (String name : path.subList(0, path.size() - 1)) {
      JsonNode below = at.get(name);
      if (below != null && !below.isObject()) {
        throw Failure.wrongUse(
            "Expected %s to be set as a whole or in parts, but it is set as both".formatted(name));
      }
      at = below == null ? at.putObject(name) : (ObjectNode) below;
    }
    at.set(path.getLast(), value);
  }

  /** JSON where it is JSON, else text; {@code @file} is what the file holds. */
  private static JsonNode value(String text) {
    if (text.startsWith("@")) {
      String content = Documents.text(Path.of(text.substring(1)));
      String start = content.stripLeading();
      // A text that happens to read as a number or a word of JSON is still a text.
      return start.startsWith("{") || start.startsWith("[")
          ? jsonOrText(content)
          : StringNode.valueOf(content);
    }
    return jsonOrText(text);
  }

  private static JsonNode jsonOrText(String text) {
    try {
      JsonNode json = text.isBlank() ? null : JsonMapper.shared().readTree(text);
      return json == null || json.isMissingNode() ? StringNode.valueOf(text) : json;
    } catch (JacksonException e) {
      return StringNode.valueOf(text);
    }
  }

  private static List<String> pointer(String place) {
    List<String> names = new ArrayList<>();
    for (String step : place.substring(1).split("/", -1)) {
      names.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return names;
  }
}
