package dev.assay.inference.offline.consistency;

import dev.assay.inference.offline.text.Sentence;
import java.util.List;
import java.util.function.Function;

/** A rule that looks at one sentence at a time. */
record SentenceRule(Function<String, List<String>> notes) implements FigureRule {
  @Override
  public List<Contradiction> contradictions(List<Sentence> sentences) {
    return sentences.stream()
        .flatMap(s -> notes.apply(s.text()).stream().map(n -> new Contradiction(s.text(), n)))
        .toList();
  }
}
