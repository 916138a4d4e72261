package dev.assay.domain.validation;

import static dev.assay.domain.Json.json;

import dev.assay.api.validation.CombinationPolicy;
import dev.assay.api.validation.CombinationPolicy.Combine;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ProducerSpec;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Evidence;
import dev.assay.api.validation.Verdict.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipelines, validators and verdicts for examples. */
final class PipelineExamples {
  static final ProducerSpec SUMMARISER =
      new ProducerSpec("summariser", null, json("{'document': 'A long text.'}"), "/text");

  private PipelineExamples() {}

  /** At most three words. */
  static ValidatorSpec shortEnough(OnFail onFail) {
    return new ValidatorSpec("short", ValidatorKind.LENGTH, json("{'maxWords': 3}"), 1, onFail);
  }

  /** No dollar sign. */
  static ValidatorSpec noMoney(OnFail onFail) {
    return new ValidatorSpec(
        "no-money", ValidatorKind.REGEX, json("{'mustNotMatch': '[$]'}"), 1, onFail);
  }

  /** An agent that judges. */
  static ValidatorSpec faithful(OnFail onFail) {
    return new ValidatorSpec(
        "faithful",
        ValidatorKind.JUDGE,
        json(
            """
            {'agent': 'judge', 'rubric': {'name': 'faithfulness',
             'criteria': [{'name': 'true', 'question': 'Is it true?'}]}}
            """),
        1,
        onFail);
  }

  static PipelineSpec pipeline(
      int maxRevisions,
      OnFail onExhausted,
      @Nullable ProducerSpec producer,
      ValidatorSpec... validators) {
    return new PipelineSpec(
        List.of(validators),
        CombinationPolicy.EVERY_ONE,
        maxRevisions,
        onExhausted,
        producer,
        60,
        3_600);
  }

  static PipelineSpec combining(
      Combine combine, double threshold, List<String> veto, List<ValidatorSpec> validators) {
    return new PipelineSpec(
        validators,
        new CombinationPolicy(combine, threshold, veto),
        0,
        OnFail.REJECT,
        null,
        60,
        3_600);
  }

  static Verdict judged(Outcome outcome, double score, String reason) {
    return verdict("faithful", outcome, score, reason);
  }

  static Verdict verdict(String validator, Outcome outcome, double score, String reason) {
    return new Verdict(
        validator,
        "judge@1",
        ValidatorKind.JUDGE,
        outcome,
        score,
        reason,
        List.of(new Evidence("words", 0, 5, "note")),
        null);
  }
}
