package dev.assay.inference.offline.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of the two texts a question is about: the content, the source it was made from, or both.
 */
final class Scope {
  private static final Pattern SOURCE =
      Pattern.compile("(?i)\\b(?:source|context|original|document|input|material|either)\\b");
  private static final Pattern CONTENT =
      Pattern.compile("(?i)\\b(?:content|brief|summary|draft|answer|output|text|reply|either)\\b");

  private Scope() {}

  /** A text with the name that reasons call it by. */
  record Part(String name, String text) {}

  /** Never empty: a question that names neither text is about both, content first. */
  static List<Part> of(Material material, Criterion criterion) {
    String words = criterion.words();
    @Nullable String context = material.context();
    boolean source = SOURCE.matcher(words).find() && context != null;
    boolean content = CONTENT.matcher(words).find();
    List<Part> parts = new ArrayList<>();
    if (content || !source) {
      parts.add(new Part("content", material.content()));
    }
    if (context != null && (source || !content)) {
      parts.add(new Part("source", context));
    }
    return parts;
  }
}
