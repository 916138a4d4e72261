package dev.assay.inference.offline.draft;

import dev.assay.inference.offline.prompt.CannotAnswer;
import dev.assay.inference.offline.prompt.Prompt;
import dev.assay.inference.offline.prompt.SchemaForm;
import dev.assay.inference.offline.prompt.Skill;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Summarises the section {@code document} by its own sentences. With {@code draft} and {@code
 * feedback} it mends the draft instead. {@code maxWords} is kept.
 */
public final class Drafter implements Skill {
  /** How much of a document a first draft keeps, within the two bounds, in words. */
  private static final double SHARE = 0.25;

  private static final int SHORTEST = 60;
  private static final int LONGEST = 260;
  private static final Set<String> NOT_THE_DOCUMENT =
      Set.of("draft", "feedback", "context", "maxWords", "title", "rubric");

  @Override
  public String answer(Prompt prompt) {
    Source source = Source.of(document(prompt));
    Integer asked = prompt.number("maxWords");
    // The agent's own earlier output: text, or an object that holds it.
    String draft = prompt.text("draft");
    String text =
        draft == null || prompt.text("feedback") == null
            ? first(source, asked)
            : revised(source, draft, Feedback.of(prompt.text("feedback")), asked);
    return SchemaForm.ofText(text, prompt.schema());
  }

  /** A first draft of a text without any wish as to its length. */
  public static String summary(String document) {
    return first(Source.of(document), null);
  }

  /** The length of a first draft of a document of so many words. */
  static int goal(int documentWords) {
    return Math.clamp(Math.round(documentWords * SHARE), SHORTEST, LONGEST);
  }

  private static String first(Source source, @Nullable Integer asked) {
    int goal = goal(source.words());
    int budget = asked == null ? goal : Math.min(goal, Math.max(1, asked));
    Selection selection = new Selection(source, budget);
    String text =
        new TreeSet<>(selection.fill(Set.of()))
            .stream().map(i -> Polish.sentence(source.text(i))).collect(Collectors.joining(" "));
    if (text.isEmpty()) {
      text = source.sentences().isEmpty() ? "The document is empty." : source.text(0);
    }
    return asked == null ? text : Polish.firstWords(text, Math.max(1, asked));
  }

  private static String revised(
      Source source, String draft, Feedback feedback, @Nullable Integer asked) {
    int limit = LONGEST;
    if (feedback.maxWords() != null) {
      // Others may count words a little differently: stay a twentieth below.
      limit = Math.max(1, feedback.maxWords() - feedback.maxWords() / 20);
    }
    if (asked != null) {
      limit = Math.min(limit, Math.max(1, asked));
    }
    String text = Revision.of(source, draft, feedback, limit);
    return text.isBlank() ? "Nothing of the document remains after the requested removals." : text;
  }

  private static String document(Prompt prompt) {
    String named = prompt.text("document");
    if (named != null) {
      return named;
    }
    List<String> others =
        prompt.sections().entrySet().stream()
            .filter(s -> !NOT_THE_DOCUMENT.contains(s.getKey()))
            .sorted(Comparator.comparingInt(s -> -s.getValue().length()))
            .map(Map.Entry::getKey)
            .toList();
    String text = others.isEmpty() ? prompt.text("context") : prompt.text(others.getFirst());
    if (text == null) {
      throw new CannotAnswer(
          "Expected a section named document to draft from, but the prompt has none");
    }
    return text;
  }
}
