package dev.assay.sagas.validationpipeline;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Content as a judge or producer is shown it. */
final class ContentText {
  private ContentText() {}

  /** What an agent is given: plain text where there is one, so that it can quote it literally. */
  static JsonNode shown(JsonNode content) {
    JsonNode text = content.get("text");
    return text != null && text.isString() ? StringNode.valueOf(text.stringValue()) : content;
  }
}
