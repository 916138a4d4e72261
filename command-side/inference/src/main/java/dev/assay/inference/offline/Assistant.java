package dev.assay.inference.offline;

import dev.assay.api.inference.ModelMessage;
import dev.assay.api.inference.ModelMessage.Speaker;
import dev.assay.inference.offline.draft.Drafter;
import dev.assay.inference.offline.prompt.Prompt;
import dev.assay.inference.offline.prompt.SchemaForm;
import dev.assay.inference.offline.prompt.Skill;
import dev.assay.inference.offline.text.Sentence;
import dev.assay.inference.offline.text.Sentence.Kind;
import dev.assay.inference.offline.text.Sentences;
import dev.assay.inference.offline.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Answers the last question with sentences of what was said or attached before, or says plainly
 * that it cannot.
 */
public final class Assistant implements Skill {
  private static final String WHAT_IT_IS =
      "I am Assay's offline model, extractive-1: I quote and summarise text that you give me and check it against rules."
          + " I do not know anything else, cannot reason and cannot look anything up.";
  private static final Set<String> SUMMARY_WORDS =
      Set.of("summaris", "summariz", "summary", "brief", "shorten", "tldr");
  private static final Set<String> ABOUT_IT =
      Set.of(
          "who are you", "what are you", "what can you do", "help", "hello", "hi", "are you an ai");
  private static final int MOST_SENTENCES = 3;
  private static final int LONG_TEXT_WORDS = 60;
  private static final double LEAST_MATCH = 0.34;

  private record Match(Sentence sentence, double score) {}

  @Override
  public String answer(Prompt prompt) {
    String last = lastQuestion(prompt);
    List<Sentence> attached = Sentences.of(last);
    String question = question(prompt, last, attached);
    String material = material(prompt, last, question);
    return SchemaForm.ofText(reply(question, material), prompt.schema());
  }

  private static String reply(String question, String material) {
    String plain = String.join(" ", Words.of(question));
    if (plain.isEmpty() || ABOUT_IT.contains(plain)) {
      return WHAT_IT_IS;
    }
    Set<String> stems = new HashSet<>(Words.contentStems(question));
    boolean summary = stems.stream().anyMatch(SUMMARY_WORDS::contains);
    if (summary && Words.count(material) >= LONG_TEXT_WORDS) {
      return Drafter.summary(material);
    }
    List<Match> matches = matches(stems, material);
    if (matches.isEmpty()) {
      return WHAT_IT_IS + " Nothing in this conversation answers: " + shortened(question);
    }
    return matches.stream()
        .sorted(Comparator.comparingInt(m -> m.sentence.index()))
        .map(m -> m.sentence.text())
        .collect(Collectors.joining(" ", "From what you gave me: ", ""));
  }

  /** Sentences that hold enough of the question's words; rare words count more. */
  private static List<Match> matches(Set<String> wanted, String material) {
    List<Sentence> sentences =
        Sentences.of(material).stream().filter(s -> s.kind() != Kind.HEADING).toList();
    Map<String, Integer> frequency = new HashMap<>();
    sentences.forEach(
        s -> new HashSet<>(s.stems()).forEach(w -> frequency.merge(w, 1, Integer::sum)));
    double all = wanted.stream().mapToDouble(w -> weight(w, frequency, sentences.size())).sum();
    List<Match> matches = new ArrayList<>();
    for (Sentence sentence : sentences) {
      double held =
          new HashSet<>(sentence.stems())
              .stream()
                  .filter(wanted::contains)
                  .mapToDouble(w -> weight(w, frequency, sentences.size()))
                  .sum();
      if (all > 0 && held / all >= LEAST_MATCH && !sentence.text().endsWith("?")) {
        matches.add(new Match(sentence, held / all));
      }
    }
    matches.sort(Comparator.comparingDouble((Match m) -> -m.score));
    double best = matches.isEmpty() ? 0 : matches.getFirst().score;
    return matches.stream().filter(m -> m.score > 0.7 * best).limit(MOST_SENTENCES).toList();
  }

  private static double weight(String word, Map<String, Integer> frequency, int sentences) {
    return Math.log(1 + (sentences + 1.0) / (1 + frequency.getOrDefault(word, 0)));
  }

  private static String lastQuestion(Prompt prompt) {
    return prompt.turns().reversed().stream()
        .filter(t -> t.speaker() == Speaker.USER)
        .map(ModelMessage::text)
        .findFirst()
        .orElse("");
  }

  /** The section {@code question}, else the last sentence that asks, else the last or first. */
  private static String question(Prompt prompt, String last, List<Sentence> sentences) {
    String section = prompt.text("question");
    if (section != null) {
      return section;
    }
    return sentences.reversed().stream()
        .map(Sentence::text)
        .filter(s -> s.endsWith("?"))
        .findFirst()
        .orElse(sentences.size() <= 2 ? last : sentences.getFirst().text());
  }

  /** All that was said and attached, without the question itself. */
  private static String material(Prompt prompt, String last, String question) {
    StringBuilder material = new StringBuilder();
    for (ModelMessage turn : prompt.turns()) {
      boolean asks = turn.text().equals(last) && last.strip().equals(question.strip());
      boolean own = turn.speaker() == Speaker.ASSISTANT;
      if (!asks && !own) {
        material
            .append(turn.text().replace(question, " ").replaceAll("(?m)^</?[A-Za-z][\\w.-]*>$", ""))
            .append("\n\n");
      }
    }
    return material.toString();
  }

  private static String shortened(String question) {
    return question.length() <= 200
        ? question
        : question
                .codePoints()
                .limit(200)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            + "…";
  }
}
