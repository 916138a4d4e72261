package dev.assay.domain.agentexecution;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Data as sections of a prompt: {@code <name>}, the text, {@code </name>}, each on its own line.
 *
 * <p>Text cannot leave its section: a closing tag of any section of the same prompt that occurs
 * inside is written {@code <\/name>}.
 */
final class PromptSections {
  private final Map<String, String> sections = new LinkedHashMap<>();

  /** Adds a section; text as it is, other JSON pretty-printed. */
  PromptSections add(String name, JsonNode content) {
    String text = content.isString() ? content.stringValue() : content.toPrettyString();
    sections.merge(tag(name), text, (first, second) -> first + "\n" + second);
    return this;
  }

  boolean isEmpty() {
    return sections.isEmpty();
  }

  String render() {
    Pattern closing = closingTags();
    return sections.entrySet().stream()
        .map(
            s -> "<%s>\n%s\n</%s>".formatted(s.getKey(), inside(s.getValue(), closing), s.getKey()))
        .collect(Collectors.joining("\n\n"));
  }

  /** A name that can be a tag: other characters than letters, digits, {@code _ . -} become _. */
  static String tag(String name) {
    String tag = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return tag.isEmpty() ? "_" : tag;
  }

  private Pattern closingTags() {
    String names = sections.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile("<\\s*/\\s*(" + names + ")(?![A-Za-z0-9_.-])", Pattern.CASE_INSENSITIVE);
  }

  private static String inside(String text, Pattern closing) {
    return closing.matcher(text).replaceAll(m -> Matcher.quoteReplacement("<\\/" + m.group(1)));
  }
}
