package dev.assay.inference.offline.prompt;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prompt as the offline model reads it; it is all that the model knows.
 *
 * @param role the first line of the system message after {@code Role:}; empty if it has none
 * @param sections the {@code <name>…</name>} blocks of the first user message, in order
 * @param turns what users and assistants said, in order
 * @param schema what the answer must match; null takes text
 */
public record Prompt(
    String role,
    Map<String, String> sections,
    List<ModelMessage> turns,
    @Nullable JsonNode schema) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SCHEMA_FOLLOWS = "matches this JSON Schema, and nothing else:";
  private static final int MOST_SECTIONS = 100;

  /**
   * @param schema what the answer must match; null where the system message may say so
   */
  public static Prompt of(List<ModelMessage> messages, @Nullable JsonNode schema) {
    StringBuilder system = new StringBuilder();
    List<ModelMessage> turns = new ArrayList<>();
    for (ModelMessage message : messages) {
      if (message.speaker() == Speaker.SYSTEM) {
        system.append(message.text()).append('\n');
      } else {
        turns.add(message);
      }
    }
    String first =
        turns.stream()
            .filter(t -> t.speaker() == Speaker.USER)
            .map(ModelMessage::text)
            .findFirst()
            .orElse("");
    String instructions = system.toString();
    return new Prompt(
        role(instructions),
        sections(first),
        List.copyOf(turns),
        schema == null ? schema(instructions) : schema);
  }

  /** A section's text. Where it is an object with a text, that with its title. */
  public @Nullable String text(String name) {
    String raw = sections.get(name);
    if (raw == null) {
      return null;
    }
    JsonNode json = raw.startsWith("{") ? parsed(raw) : null;
    String text = json == null ? null : textMember(json);
    if (json == null || text == null) {
      return raw;
    }
    return json.path("title").isString() && name.equals("document")
        ? "# " + json.path("title").stringValue() + "\n\n" + text
        : text;
  }

  private static @Nullable String textMember(JsonNode json) {
    return SchemaForm.TEXT_MEMBERS.stream()
        .map(json::path)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .findFirst()
        .orElse(null);
  }

  /** A section as JSON; null if it is missing or no JSON. */
  public @Nullable JsonNode json(String name) {
    String raw = sections.get(name);
    return raw == null ? null : parsed(raw);
  }

  /** A section that is a whole number; null if it is missing or something else. */
  public @Nullable Integer number(String name) {
    String raw = sections.get(name);
    return raw != null && raw.strip().matches("\\d{1,6}") ? Integer.valueOf(raw.strip()) : null;
  }

  private static String role(String system) {
    String line = system.lines().findFirst().orElse("");
    return line.startsWith("Role:") ? line.substring("Role:".length()).strip() : "";
  }

  private static @Nullable JsonNode schema(String system) {
    int at = system.lastIndexOf(SCHEMA_FOLLOWS);
    return at < 0 ? null : parsed(system.substring(at + SCHEMA_FOLLOWS.length()).strip());
  }

  /** A section opens and closes on lines of its own; its closing tag cannot stand inside it. */
  static Map<String, String> sections(String message) {
    Map<String, String> sections = new LinkedHashMap<>();
    // A name that does not close from here on closes nowhere later: search for each only once.
    Set<String> unclosed = new HashSet<>();
    int at = 0;
    while (at < message.length() && sections.size() < MOST_SECTIONS) {
      int endOfLine = message.indexOf('\n', at);
      String line = message.substring(at, endOfLine < 0 ? message.length() : endOfLine).strip();
      String name = sectionName(line);
      int close = closing(message, name, endOfLine, unclosed);
      if (name == null || close < 0) {
        at = endOfLine < 0 ? message.length() : endOfLine + 1;
      } else {
        String body = message.substring(Math.min(endOfLine + 1, close), close);
        sections.putIfAbsent(name, body.replace("<\\/" + name + ">", "</" + name + ">"));
        at = close + name.length() + 4;
      }
    }
    return sections;
  }

  private static @Nullable String sectionName(String line) {
    return line.length() < 100 && line.matches("<[A-Za-z][\\w.-]*>")
        ? line.substring(1, line.length() - 1)
        : null;
  }

  private static int closing(
      String message, @Nullable String name, int from, Set<String> unclosed) {
    if (name == null || from < 0 || unclosed.contains(name)) {
      return -1;
    }
    int close = message.indexOf("\n</" + name + ">", from);
    if (close < 0) {
      unclosed.add(name);
    }
    return close;
  }

  private static @Nullable JsonNode parsed(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return json.isMissingNode() ? null : json;
    } catch (JacksonException e) {
      return null;
    }
  }
}
