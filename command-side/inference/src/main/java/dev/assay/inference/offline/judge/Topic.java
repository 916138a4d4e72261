package dev.assay.inference.offline.judge;

import dev.assay.inference.offline.check.Check;
import dev.assay.inference.offline.check.ConsistencyCheck;
import dev.assay.inference.offline.check.CoverageCheck;
import dev.assay.inference.offline.check.Criterion;
import dev.assay.inference.offline.check.FaithfulnessCheck;
import dev.assay.inference.offline.check.InstructionCheck;
import dev.assay.inference.offline.check.ObligationCheck;
import dev.assay.inference.offline.check.PersonalDataCheck;
import dev.assay.inference.offline.check.ReadabilityCheck;
import dev.assay.inference.offline.check.ToneCheck;
import dev.assay.inference.offline.text.Words;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a criterion can ask for; recognised by the words of its name and question. */
enum Topic {
  INJECTION(
      new InstructionCheck(),
      "injection inject manipulate manipulation instruct instruction instructing command commands override jailbreak addressed addresses steer hidden"),
  PERSONAL_DATA(
      new PersonalDataCheck(),
      "personal privacy private pii gdpr identify identifiable confidential e-mail email phone birth anonymous"),
  CONSISTENCY(
      new ConsistencyCheck(),
      "consistent consistency consistently contradict contradiction contradictory contradicts agree agrees arithmetic add totals total sum sums percentages figures itself reconcile calculation"),
  FAITHFULNESS(
      new FaithfulnessCheck(),
      "faithful faithfulness faithfully supported support supports source grounded invent invented invents hallucination hallucinated fabricated accurate accuracy unsupported truthful true backed correct factual"),
  OBLIGATIONS(
      new ObligationCheck(),
      "obligation obligations duty duties deadline deadlines oblige obliged commitment commitments must shall contract clause party parties binding"),
  COVERAGE(
      new CoverageCheck(),
      "cover covers coverage complete completeness omit omits missing essential main key important happened points mention mentions everything"),
  TONE(
      new ToneCheck(),
      "tone neutral neutrally promotional promotion marketing hype superlative superlatives biased bias objective sober praise advertising exaggerate exaggerated"),
  READABILITY(
      new ReadabilityCheck(),
      "readable readability clear clearly clarity plain understandable understand concise grammar style sentence sentences fluent jargon read");

  private final Check check;
  private final Set<String> stems;

  Topic(Check check, String words) {
    this.check = check;
    this.stems =
        Stream.of(words.split(" ")).map(Words::stem).collect(Collectors.toUnmodifiableSet());
  }

  Check check() {
    return check;
  }

  /** The topic whose words the criterion uses most, a word of its name counting thrice. */
  static Optional<Topic> of(Criterion criterion) {
    Set<String> name = stems(criterion.name().replace('-', ' ').replace('_', ' '));
    Set<String> question = stems(criterion.question());
    Comparator<Topic> byHits = Comparator.comparingInt(t -> t.hits(name, question));
    return List.of(values()).reversed().stream()
        .max(byHits)
        .filter(t -> t.hits(name, question) > 0);
  }

  private int hits(Set<String> name, Set<String> question) {
    int hits = 0;
    for (String stem : stems) {
      hits += (name.contains(stem) ? 3 : 0) + (question.contains(stem) ? 1 : 0);
    }
    return hits;
  }

  private static Set<String> stems(String text) {
    return new HashSet<>(Words.of(text).stream().map(Words::stem).toList());
  }
}
