package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.api.CommandRejected;
import dev.assay.api.agent.AgentEvent.AgentVersionRegistered;
import dev.assay.api.id.AgentId;
import dev.assay.api.id.Uuids;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.Lane;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfQuestion.OnMiss;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.api.whatif.WhatIfReport.Difference;
import dev.assay.api.whatif.WhatIfReport.Miss;
import dev.assay.replay.Corpus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes of recorded executions with something changed. */
class ChangesTest {
  private static final String ANY_IS_ENOUGH =
      "{policy: {combine: any, threshold: null, veto: null}}";
  private static final String MODEL = "{model: {prefer: ['offline/extractive-1']}}";

  private final InMemoryWhatIf whatIf = new InMemoryWhatIf();

  @Test
  void shouldDecideByAnotherRuleSetOnRecordedAnswersAlone() {
    WhatIfReport report = ask("revised", pipeline(ANY_IS_ENOUGH));

    assertThat(report.conclusion()).isEqualTo(Conclusion.DIFFERENT);
    assertThat(report.comparability()).isEqualTo(1);
    assertThat(report.passed()).isTrue();
    assertThat(output(report.observed(), "rounds")).isEqualTo("2");
    assertThat(output(report.candidate(), "rounds")).isEqualTo("1");
    assertThat(report.candidate().verdicts()).hasSize(9);
    assertThat(report.candidate().modelCalls()).isLessThan(report.replayed().modelCalls());
    assertThat(report.candidate().tokensIn()).isLessThan(report.replayed().tokensIn());
    assertThat(report.candidate().durationMs()).isLessThan(report.replayed().durationMs());
    assertThat(report.replayed()).isEqualTo(report.observed());
    assertThat(report.differences())
        .extracting(Difference::kind)
        .contains(
            Difference.Kind.OUTPUT,
            Difference.Kind.VERDICT,
            Difference.Kind.COST,
            Difference.Kind.TIME);
  }

  @Test
  void shouldTakeTheOtherWayThroughTheWorkflowWhereTheOutcomeIsAnother() {
    WhatIfReport report = ask("rejected", pipeline(ANY_IS_ENOUGH));

    assertThat(output(report.observed(), "outcome")).isEqualTo("\"REJECTED\"");
    assertThat(output(report.candidate(), "outcome")).isEqualTo("\"ACCEPTED\"");
    assertThat(references(report.observed())).contains("/do/4/withhold");
    assertThat(references(report.candidate())).contains("/do/3/publish");
    assertThat(report.passed()).isTrue();
  }

  @Test
  void shouldGoNoFurtherThanTheRecordHasAnswers() {
    WhatIfReport report = ask("accepted", validator("length", "{with: {minWords: 140}}"));

    assertThat(report.conclusion()).isEqualTo(Conclusion.NOT_COMPARABLE);
    assertThat(report.candidate().status()).isEqualTo("BLOCKED");
    assertThat(report.passed()).isFalse();
    assertThat(report.blocked()).isEqualTo(1);
    assertThat(report.comparability()).isStrictlyBetween(0.5, 1.0);
    Miss miss = report.misses().getFirst();
    assertThat(miss.agent()).isEqualTo("summariser");
    assertThat(miss.place()).isEqualTo("/do/1/check revision:1");
    assertThat(miss.model()).isEqualTo("offline/extractive-1");
  }

  @Test
  void shouldGoOnWithMadeUpAnswersAndNeverCallThatAPass() {
    String longer = "word ".repeat(145).strip();
    WhatIfQuestion question =
        new WhatIfQuestion(
            null,
            validator("length", "{with: {minWords: 140}}").changes(),
            OnMiss.MOCK,
            Map.of("summariser", json("{text: '" + longer + "'}")),
            ReviewDecision.APPROVE);

    WhatIfReport report = ask("accepted", question);

    assertThat(report.candidate().status()).isEqualTo("COMPLETED");
    assertThat(report.candidate().rejected()).isZero();
    assertThat(report.mocked()).isGreaterThan(1);
    assertThat(report.blocked()).isZero();
    assertThat(report.conclusion()).isEqualTo(Conclusion.NOT_COMPARABLE);
    assertThat(report.passed()).isFalse();
    assertThat(report.reason()).contains("were made up");
  }

  @Test
  void shouldFindAnswersOfAnotherModelWhereItWasAskedTheSame() {
    WhatIfReport report = ask("failover", changes(null, json(MODEL), List.of(), null, List.of()));

    assertThat(report.conclusion()).isEqualTo(Conclusion.SAME);
    assertThat(report.passed()).isTrue();
    assertThat(report.observed().modelCalls()).isEqualTo(2);
    assertThat(report.candidate().modelCalls()).isEqualTo(1);
    assertThat(report.differences())
        .extracting(Difference::kind)
        .containsOnly(Difference.Kind.COST, Difference.Kind.TIME);
  }

  @Test
  void shouldNotTakeAnAnswerToOtherWordsForOne() {
    WhatIfReport report =
        ask(
            "failover",
            changes(
                null,
                json("{instructions: 'Write it in another way.'}"),
                List.of(),
                null,
                List.of()));

    assertThat(report.conclusion()).isEqualTo(Conclusion.NOT_COMPARABLE);
    assertThat(report.comparability()).isZero();
    assertThat(report.blocked()).isEqualTo(1);
  }

  @Test
  void shouldRunAnotherVersionOfAnAgent() {
    List<RecordedEvent> record = Corpus.read("accepted");
    var judge =
        new RecordedRun(record)
            .agentStarts().stream()
                .filter(start -> start.agent().equals("judge"))
                .findFirst()
                .orElseThrow();
    AgentVersionRegistered second =
        new AgentVersionRegistered(
            new AgentId(Uuids.next()), "judge", 2, "sha256:2", judge.definition());
    WhatIfQuestion question =
        changes(null, null, List.of(new AgentChange("judge", 2, null)), null, List.of());

    WhatIfReport report = whatIf.ask(record, Corpus.later(record), question, List.of(second));

    assertThat(report.conclusion()).isEqualTo(Conclusion.SAME);
    assertThat(report.comparability()).isEqualTo(1);
    refused("accepted", question, "agent judge has no version 2");
  }

  @Test
  void shouldAskAPersonNoMoreWhereTheRulesAreContent() {
    WhatIfReport report = ask("edited", validator("never", "{with: {minWords: 1}}"));

    assertThat(output(report.observed(), "decidedBy")).isEqualTo("\"rita\"");
    assertThat(output(report.candidate(), "decidedBy")).isEqualTo("null");
    assertThat(report.comparability()).isEqualTo(1);
    assertThat(report.passed()).isTrue();
  }

  @Test
  void shouldNotTakeADecisionOnOtherContentForOne() {
    WhatIfQuestion other =
        changes(json("{text: 'A wholly different text.'}"), null, List.of(), null, List.of());

    WhatIfReport blocked = ask("edited", other);
    WhatIfReport mocked =
        ask(
            "edited",
            new WhatIfQuestion(
                null, other.changes(), OnMiss.MOCK, Map.of(), ReviewDecision.REJECT));

    assertThat(blocked.candidate().status()).isEqualTo("BLOCKED");
    assertThat(blocked.misses().getFirst().kind()).isEqualTo("review-decision");
    assertThat(output(mocked.candidate(), "decision")).isEqualTo("\"REJECTED\"");
    assertThat(mocked.conclusion()).isEqualTo(Conclusion.NOT_COMPARABLE);
  }

  @Test
  void shouldNameControlsThatCameTooLate() {
    WhatIfReport report = ask("paused-resumed", validator("never", "{with: {minWords: 1}}"));

    assertThat(report.candidate().status()).isEqualTo("COMPLETED");
    assertThat(report.notApplicable()).containsExactly("PauseExecution", "ResumeExecution");
  }

  @Test
  void shouldForkAtATaskAndLeaveWhatWasBefore() {
    WhatIfQuestion question =
        changes(null, json("{instructions: 'Write nothing.'}"), List.of(), null, List.of());

    WhatIfReport before = ask("accepted", question.from("check"));
    WhatIfReport after = ask("accepted", question.from("/do/2/decide"));

    assertThat(before.candidate().tasks().getFirst())
        .isEqualTo(before.observed().tasks().getFirst());
    assertThat(before.misses()).extracting(Miss::agent).containsOnly("judge");
    assertThat(after.conclusion()).isEqualTo(Conclusion.SAME);
    assertThat(after.differences()).isEmpty();
  }

  @Test
  void shouldRefuseToChangeWhatWasBeforeTheFork() {
    assertThatThrownBy(() -> ask("revised", pipeline(ANY_IS_ENOUGH).from("publish")))
        .isInstanceOf(CommandRejected.class)
        .hasMessageStartingWith("Expected changes that begin with task /do/3/publish, but");
  }

  @Test
  void shouldRefuseQuestionsThatCannotBeAskedOfIt() {
    refused("accepted", WhatIfQuestion.identity().from("nowhere"), "there is no 'nowhere' among");
    refused("accepted", validator("polite", "{weight: 2}"), "there is no 'polite' among");
    refused("accepted", validator("length", "{kind: magic}"), "Expected");
    refused("agent-alone", WhatIfQuestion.identity(), "Expected an execution of a workflow");
    refused("parallel", pipeline(ANY_IS_ENOUGH), "has no pipeline");
    refused(
        "accepted",
        changes(null, null, List.of(new AgentChange("poet", null, null)), null, List.of()),
        "there is no 'poet' among [judge, summariser]");
    refused(
        "accepted",
        changes(null, json("{model: {temperature: 9}}"), List.of(), null, List.of()),
        "Expected model.temperature from 0 to 2");
    refused(
        "accepted",
        changes(json("{}"), null, List.of(), null, List.of()).from("check"),
        "Expected a fork at the start");
  }

  @Test
  void shouldRefuseARecordThatIsNotAsItWas() {
    List<RecordedEvent> record = Corpus.read("accepted");
    RecordedEvent first = record.getFirst();
    List<RecordedEvent> erased = new java.util.ArrayList<>(record);
    erased.set(
        0,
        new RecordedEvent(
            first.position(),
            first.eventId(),
            first.revision(),
            first.aggregateType(),
            first.aggregateId(),
            first.sequence(),
            first.timestamp(),
            first.metadata(),
            first.event(),
            true));
    List<RecordedEvent> cut = record.subList(0, record.size() - 1);

    assertThatThrownBy(
            () -> whatIf.ask(erased, Corpus.later(record), WhatIfQuestion.identity(), List.of()))
        .hasMessageContaining("some have been erased");
    assertThatThrownBy(
            () -> whatIf.ask(cut, Corpus.later(record), WhatIfQuestion.identity(), List.of()))
        .hasMessageContaining("it diverges at position");
  }

  private void refused(String name, WhatIfQuestion question, String why) {
    assertThatThrownBy(() -> ask(name, question))
        .isInstanceOf(CommandRejected.class)
        .hasMessageContaining(why);
  }

  private WhatIfReport ask(String name, WhatIfQuestion question) {
    List<RecordedEvent> record = Corpus.read(name);
    return whatIf.ask(record, Corpus.later(record), question, List.of());
  }

  private static String output(Lane lane, String member) {
    return lane.output() == null ? "nothing" : String.valueOf(lane.output().get(member));
  }

  private static List<String> references(Lane lane) {
    return lane.tasks().stream().map(Lane.Task::reference).toList();
  }

  private static WhatIfQuestion pipeline(String patch) {
    return changes(null, null, List.of(), json(patch), List.of());
  }

  private static WhatIfQuestion validator(String name, String patch) {
    return changes(null, null, List.of(), null, List.of(new ValidatorChange(name, json(patch))));
  }

  private static WhatIfQuestion changes(
      @org.jspecify.annotations.Nullable JsonNode input,
      @org.jspecify.annotations.Nullable JsonNode everyAgent,
      List<AgentChange> agents,
      @org.jspecify.annotations.Nullable JsonNode pipeline,
      List<ValidatorChange> validators) {
    return new WhatIfQuestion(
        null,
        new WhatIfChanges(input, everyAgent, agents, pipeline, null, validators),
        OnMiss.BLOCK,
        Map.of(),
        null);
  }

  /** Without the quotes that make JSON hard to read here. */
  private static JsonNode json(String text) {
    return JsonMapper.builder()
        .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
        .enable(tools.jackson.core.json.JsonReadFeature.ALLOW_SINGLE_QUOTES)
        .build()
        .readTree(text.replaceAll(": (any|magic)([,}])", ": '$1'$2"));
  }
}
