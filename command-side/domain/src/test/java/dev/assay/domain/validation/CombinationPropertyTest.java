package dev.assay.domain.validation;

import static dev.assay.domain.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.validation.CombinationPolicy.Combine;
import dev.assay.api.validation.OnFail;
import dev.assay.api.validation.PipelineSpec;
import dev.assay.api.validation.ValidatorKind;
import dev.assay.api.validation.ValidatorSpec;
import dev.assay.api.validation.Verdict;
import dev.assay.api.validation.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CombinationPropertyTest {
  /** A pipeline and one verdict for each of its validators. */
  record Round(PipelineSpec pipeline, List<Verdict> verdicts) {}

  private record Judged(double weight, OnFail onFail, Outcome outcome, int percent) {}

  @Provide
  Arbitrary<Round> rounds() {
    Arbitrary<Judged> judged =
        Combinators.combine(
                Arbitraries.integers().between(1, 40),
                Arbitraries.of(OnFail.class),
                Arbitraries.of(Outcome.class),
                Arbitraries.integers().between(0, 100))
            .as(
                (weight, onFail, outcome, percent) ->
                    new Judged(weight / 4.0, onFail, outcome, percent));
    return Combinators.combine(
            Arbitraries.of(Combine.class),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 7),
            judged.list().ofMinSize(1).ofMaxSize(7))
        .as(CombinationPropertyTest::round);
  }

  private static Round round(Combine combine, int threshold, int vetoes, List<Judged> all) {
    List<ValidatorSpec> validators = new ArrayList<>();
    List<Verdict> verdicts = new ArrayList<>();
    List<String> veto = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Judged one = all.get(i);
      String name = "v" + i;
      validators.add(
          new ValidatorSpec(
              name, ValidatorKind.JUDGE, json("{'agent': 'j'}"), one.weight(), one.onFail()));
      verdicts.add(PipelineExamples.verdict(name, one.outcome(), one.percent() / 100.0, "because"));
      if ((vetoes >> i & 1) == 1) {
        veto.add(name);
      }
    }
    PipelineSpec pipeline =
        PipelineExamples.combining(combine, threshold / 100.0, veto, validators);
    return new Round(pipeline, verdicts);
  }

  private static Combination combined(Round round) {
    return Combination.of(round.pipeline(), round.verdicts());
  }

  private static Round with(Round round, int index, Outcome outcome, double score) {
    List<Verdict> verdicts = new ArrayList<>(round.verdicts());
    Verdict verdict = verdicts.get(index);
    verdicts.set(
        index, PipelineExamples.verdict(verdict.validator(), outcome, score, verdict.reason()));
    return new Round(round.pipeline(), verdicts);
  }

  @Property
  void shouldNotDependOnTheOrderInWhichVerdictsCome(
      @ForAll("rounds") Round round, @ForAll long seed) {
    List<Verdict> shuffled = new ArrayList<>(round.verdicts());
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Combination.of(round.pipeline(), shuffled)).isEqualTo(combined(round));
  }

  @Property
  void shouldScoreFromZeroToOne(@ForAll("rounds") Round round) {
    assertThat(combined(round).score()).isBetween(0.0, 1.0);
  }

  @Property
  void shouldStillPassWhenOneVerdictGetsBetter(
      @ForAll("rounds") Round round, @ForAll int anyIndex) {
    int index = Math.floorMod(anyIndex, round.verdicts().size());
    if (combined(round).passed()) {
      assertThat(combined(with(round, index, Outcome.PASS, 1)).passed()).isTrue();
    }
  }

  @Property
  void shouldNeverPassBecauseAValidatorCouldNotSay(
      @ForAll("rounds") Round round, @ForAll int anyIndex) {
    int index = Math.floorMod(anyIndex, round.verdicts().size());
    if (!combined(round).passed()) {
      assertThat(combined(with(round, index, Outcome.ERROR, 1)).passed()).isFalse();
    }
  }

  @Property
  void shouldFailWheneverAVetoIsNotAPass(@ForAll("rounds") Round round) {
    boolean vetoed =
        round.verdicts().stream()
            .anyMatch(
                v ->
                    round.pipeline().policy().veto().contains(v.validator())
                        && v.outcome() != Outcome.PASS);
    if (vetoed) {
      assertThat(combined(round).passed()).isFalse();
    }
  }

  @Property
  void shouldCombineAsThePolicySays(@ForAll("rounds") Round round) {
    if (!round.pipeline().policy().veto().isEmpty()) {
      return;
    }
    Combination combination = combined(round);
    int all = round.verdicts().size();
    long passed = round.verdicts().stream().filter(v -> v.outcome() == Outcome.PASS).count();
    boolean expected =
        switch (round.pipeline().policy().combine()) {
          case ALL -> passed == all;
          case ANY -> passed >= 1;
          case MAJORITY -> passed > all - passed;
          case WEIGHTED -> combination.score() >= round.pipeline().policy().threshold();
        };
    assertThat(combination.passed()).isEqualTo(expected);
  }

  @Property
  void shouldSayWhichVerdictsARoundFailedBy(@ForAll("rounds") Round round) {
    Combination combination = combined(round);
    if (combination.passed()) {
      assertThat(combination.failing()).isEmpty();
    } else {
      assertThat(combination.failing()).isNotEmpty();
    }
  }

  @Property
  void shouldDoWhatTheStrongestFailingValidatorAsksForOrEscalateErrors(
      @ForAll("rounds") Round round) {
    Combination combination = combined(round);
    if (combination.passed()) {
      return;
    }
    OnFail consequence = combination.consequence(round.pipeline());
    if (combination.onlyErrors()) {
      assertThat(consequence).isEqualTo(OnFail.ESCALATE);
      assertThat(combination.failing()).allMatch(v -> v.outcome() == Outcome.ERROR);
    } else {
      assertThat(combination.failing())
          .allSatisfy(v -> assertThat(consequence).isGreaterThanOrEqualTo(onFail(round, v)))
          .anySatisfy(v -> assertThat(consequence).isEqualTo(onFail(round, v)));
    }
  }

  private static OnFail onFail(Round round, Verdict verdict) {
    return round.pipeline().validators().stream()
        .filter(validator -> validator.name().equals(verdict.validator()))
        .findFirst()
        .orElseThrow()
        .onFail();
  }
}
