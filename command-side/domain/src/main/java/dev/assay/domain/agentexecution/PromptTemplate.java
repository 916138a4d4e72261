package dev.assay.domain.agentexecution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Instructions in which <code>{{member}}</code> stands for a member of the input. A member that the
 * input lacks becomes nothing. What is put in is not looked at again, so an input cannot bring
 * places of its own.
 */
final class PromptTemplate {
  private static final Pattern PLACE =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_.-]{0,99})\\s*}}");

  private final String text;

  PromptTemplate(String text) {
    this.text = text;
  }

  /** Fills in the members of {@code input}; a text as it is, other JSON in compact form. */
  String fill(JsonNode input) {
    Matcher places = PLACE.matcher(text);
    return places.replaceAll(place -> Matcher.quoteReplacement(value(input.get(place.group(1)))));
  }

  private static String value(@Nullable JsonNode member) {
    if (member == null || member.isNull()) {
      return "";
    }
    return member.isString() ? member.stringValue() : member.toString();
  }
}
