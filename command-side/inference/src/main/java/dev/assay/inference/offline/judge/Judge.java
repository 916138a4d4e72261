package dev.assay.inference.offline.judge;

import dev.assay.inference.offline.check.Assessment;
import dev.assay.inference.offline.check.Criterion;
import dev.assay.inference.offline.check.Material;
import dev.assay.inference.offline.check.Quote;
import dev.assay.inference.offline.prompt.CannotAnswer;
import dev.assay.inference.offline.prompt.Prompt;
import dev.assay.inference.offline.prompt.SchemaForm;
import dev.assay.inference.offline.prompt.Skill;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges the section {@code content} by the section {@code rubric}, held against {@code context}.
 * Each criterion gets the check that its words ask for; one that no check knows is said to be not
 * judged and does not count, unless nothing else was judged.
 */
public final class Judge implements Skill {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MOST_EVIDENCE = 8;

  private record Judged(Criterion criterion, Assessment assessment) {}

  @Override
  public String answer(Prompt prompt) {
    String content = prompt.text("content");
    if (content == null) {
      throw new CannotAnswer("Expected a section named content to judge, but there is none");
    }
    Rubric rubric = Rubric.of(prompt);
    Material material = new Material(content, source(prompt));
    List<Judged> all =
        rubric.criteria().stream().map(c -> new Judged(c, assess(material, c))).toList();
    return SchemaForm.ofObject(verdict(rubric, all), prompt.schema());
  }

  private static @Nullable String source(Prompt prompt) {
    String context = prompt.text("context");
    return context == null ? prompt.text("document") : context;
  }

  private static Assessment assess(Material material, Criterion criterion) {
    Optional<Topic> topic = Topic.of(criterion);
    return topic.isPresent()
        ? topic.get().check().assess(material, criterion)
        : Assessment.notJudged("the offline model has no check for this question");
  }

  private static ObjectNode verdict(Rubric rubric, List<Judged> all) {
    double score = score(all);
    boolean passed = score >= rubric.threshold();
    ObjectNode verdict = JSON.createObjectNode();
    verdict.put("score", score);
    verdict.put("outcome", passed ? "PASS" : "FAIL");
    verdict.put("reason", reason(all, passed));
    verdict.set("evidence", evidence(all));
    return verdict;
  }

  /** The weighted mean of what was judged, to two decimals; undecided if nothing was. */
  private static double score(List<Judged> all) {
    double sum = 0;
    double weights = 0;
    for (Judged judged : all) {
      if (judged.assessment.judged()) {
        sum += judged.criterion.weight() * judged.assessment.score();
        weights += judged.criterion.weight();
      }
    }
    double score = weights == 0 ? all.getFirst().assessment.score() : sum / weights;
    return Math.round(score * 100) / 100.0;
  }

  private static String reason(List<Judged> all, boolean passed) {
    Comparator<Judged> worstFirst = Comparator.comparingDouble(j -> j.assessment.score());
    Optional<Judged> worst = all.stream().filter(j -> j.assessment.judged()).min(worstFirst);
    if (worst.isEmpty()) {
      Judged first = all.getFirst();
      return "Could not judge '%s': %s."
          .formatted(first.criterion.name(), first.assessment.reason());
    }
    Judged judged = worst.get();
    return passed && judged.assessment.quotes().isEmpty()
        ? "All that could be checked holds; '%s': %s."
            .formatted(judged.criterion.name(), judged.assessment.reason())
        : "Weakest is '%s' (%s): %s."
            .formatted(
                judged.criterion.name(),
                Math.round(100 * judged.assessment.score()) + " %",
                judged.assessment.reason());
  }

  /** Quotes of the worst criteria first, then the questions that were not judged. */
  private static ArrayNode evidence(List<Judged> all) {
    List<Quote> quotes = new ArrayList<>();
    all.stream()
        .filter(j -> j.assessment.judged())
        .sorted(Comparator.comparingDouble(j -> j.assessment.score()))
        .forEach(j -> quotes.addAll(j.assessment.quotes()));
    List<Quote> evidence = new ArrayList<>(quotes.stream().limit(MOST_EVIDENCE).toList());
    all.stream()
        .filter(j -> !j.assessment.judged())
        .limit(MOST_EVIDENCE)
        .map(j -> new Quote(j.criterion.name(), "not judged: " + j.assessment.reason()))
        .forEach(evidence::add);
    ArrayNode array = JSON.createArrayNode();
    evidence.forEach(q -> array.addObject().put("quote", q.text()).put("note", q.note()));
    return array;
  }
}
