package dev.assay.domain.validation.check;

import tools.jackson.databind.JsonNode;

/** The words of content, for validators that read text. */
public final class ContentText {
  private ContentText() {}

  /** A string is itself, an object with a string member {@code text} is that, else compact JSON. */
  public static String of(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    JsonNode text = content.path("text");
    return text.isString() ? text.stringValue() : content.toString();
  }
}
