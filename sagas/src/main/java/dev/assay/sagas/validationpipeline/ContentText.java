package dev.assay.sagas.validationpipeline;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Content as a judge or producer is shown it, and where a judge's quotes are in it. */
final class ContentText {
  private ContentText() {}

  /** The text of content: a string is itself, an object's string member {@code text}, else JSON. */
  static String of(JsonNode content) {
    if (content.isString()) {
      return content.stringValue();
    }
    JsonNode text = content.get("text");
    return text != null && text.isString() ? text.stringValue() : content.toString();
  }

  /** What an agent is given: plain text where there is one, so that it can quote it literally. */
  static JsonNode shown(JsonNode content) {
    JsonNode text = content.get("text");
    return text != null && text.isString() ? StringNode.valueOf(text.stringValue()) : content;
  }

  /**
   * The first place of a quote, whatever white space is between its words; null if it is nowhere.
   */
  static int @Nullable [] find(String quote, String text) {
    if (quote.isBlank()) {
      return null;
    }
    String words =
        Arrays.stream(quote.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    Matcher matcher = Pattern.compile(words).matcher(text);
    return matcher.find() ? new int[] {matcher.start(), matcher.end()} : null;
  }
}
