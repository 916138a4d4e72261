package dev.assay.inference.offline.prompt;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts an answer into the form that an agent's output schema asks for. */
public final class SchemaForm {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What the text of an object is called, the likeliest first. */
  static final List<String> TEXT_MEMBERS =
      List.of("text", "summary", "answer", "content", "draft", "reply");

  private SchemaForm() {}

  /**
   * Text as it is without a schema; else an object whose text member holds it.
   *
   * @throws CannotAnswer where the schema requires members that a text engine has nothing for
   */
  public static String ofText(String text, @Nullable JsonNode schema) {
    if (schema == null) {
      return text;
    }
    if (schema.path("type").asString("").equals("string")) {
      return JSON.getNodeFactory().stringNode(text).toString();
    }
    String member = textMember(schema);
    for (JsonNode required : schema.path("required")) {
      if (!required.asString("").equals(member)) {
        throw new CannotAnswer(
            "Expected an output schema that requires one text, but it also requires '%s'; the offline model can fill only '%s'"
                .formatted(required.asString(""), member));
      }
    }
    return JSON.writeValueAsString(JSON.createObjectNode().put(member, text));
  }

  /** The members that the schema names; all of them where it names none. */
  public static String ofObject(ObjectNode answer, @Nullable JsonNode schema) {
    JsonNode properties = schema == null ? null : schema.get("properties");
    if (schema != null && properties != null && properties.isObject()) {
      answer.retain(properties.propertyNames().stream().toList());
      for (JsonNode required : schema.path("required")) {
        if (!answer.has(required.asString(""))) {
          throw new CannotAnswer(
              "Expected a judge's output schema of score, outcome, reason and evidence, but it requires '%s'"
                  .formatted(required.asString("")));
        }
      }
    }
    return JSON.writeValueAsString(answer);
  }

  private static String textMember(JsonNode schema) {
    JsonNode properties = schema.path("properties");
    for (String member : TEXT_MEMBERS) {
      if (isString(properties.path(member))) {
        return member;
      }
    }
    for (String member : properties.propertyNames()) {
      if (isString(properties.path(member))) {
        return member;
      }
    }
    throw new CannotAnswer(
        "Expected an output schema with a member of type string, but it has none; the offline model answers with text");
  }

  private static boolean isString(JsonNode property) {
    return property.path("type").asString("").equals("string") && !property.has("enum");
  }
}
