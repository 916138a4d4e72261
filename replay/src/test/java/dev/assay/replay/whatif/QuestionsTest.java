package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.CommandRejected;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.review.ReviewDecision;
import dev.assay.api.whatif.AgentChange;
import dev.assay.api.whatif.ValidatorChange;
import dev.assay.api.whatif.WhatIfChanges;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfQuestion.OnMiss;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.api.whatif.WhatIfReport.Difference;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.replay.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What holds of every answer, whatever is asked: tried with questions made at random. */
class QuestionsTest {
  private static final long SEED = Long.getLong("assay.seed", System.nanoTime());
  private static final int QUESTIONS = Integer.getInteger("assay.questions", 200);
  private static final List<String> PIPELINES =
      List.of(
          "{\"maxRevisions\":0}",
          "{\"policy\":{\"combine\":\"any\",\"threshold\":null,\"veto\":null}}",
          "{\"policy\":{\"combine\":\"weighted\",\"threshold\":0.99}}",
          "{\"onExhausted\":\"reject\"}",
          "{\"onExhausted\":\"escalate\",\"maxRevisions\":0}",
          "{\"roundTimeout\":1}");
  private static final List<String> AGENTS =
      List.of(
          "{\"model\":{\"prefer\":[\"offline/extractive-1\"]}}",
          "{\"model\":{\"prefer\":[\"nobody/knows\",\"default\"]}}",
          "{\"model\":{\"temperature\":0.5}}",
          "{\"instructions\":\"Be brief.\"}",
          "{\"limits\":{\"timeoutSeconds\":1}}",
          "{\"limits\":{\"maxModelCalls\":1}}");

  private final Random random = new Random(SEED);
  private final InMemoryWhatIf whatIf = new InMemoryWhatIf();

  @Test
  void shouldNeverCountWhatTheRecordDoesNotHave() {
    System.out.println("assay.seed=" + SEED + " for " + QUESTIONS + " questions");
    List<String> names = Corpus.executions();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < QUESTIONS; i++) {
      String name = names.get(random.nextInt(names.size()));
      List<RecordedEvent> record = Corpus.read(name);
      WhatIfQuestion question = question(record);
      String told = "question %d of seed %d to %s: %s".formatted(i, SEED, name, question);
      WhatIfReport report = ask(record, question);
      if (report == null) {
        seen.add("refused");
        continue;
      }
      WhatIfReport again = ask(record, question);

      assertThat(again).as(told).isEqualTo(report);
      assertThat(report.replayed()).as(told).isEqualTo(report.observed());
      int misses = report.mocked() + report.blocked();
      assertThat(report.conclusion() == Conclusion.NOT_COMPARABLE).as(told).isEqualTo(misses > 0);
      assertThat(report.comparability() < 1).as(told).isEqualTo(misses > 0);
      assertThat(report.passed() && misses > 0).as(told).isFalse();
      assertThat(report.candidate().status().equals("BLOCKED") && report.blocked() == 0)
          .as(told)
          .isFalse();
      if (report.conclusion() == Conclusion.SAME) {
        assertThat(report.differences())
            .as(told)
            .extracting(Difference::kind)
            .isSubsetOf(Difference.Kind.COST, Difference.Kind.TIME);
      }
      seen.add(report.conclusion().name());
      seen.add(report.mocked() > 0 ? "mocked" : "not mocked");
      seen.add(report.blocked() > 0 ? "blocked" : "not blocked");
    }
    assertThat(seen)
        .contains("refused", "SAME", "DIFFERENT", "NOT_COMPARABLE", "mocked", "blocked");
  }

  private @Nullable WhatIfReport ask(List<RecordedEvent> record, WhatIfQuestion question) {
    try {
      return whatIf.ask(record, Corpus.later(record), question, List.of());
    } catch (CommandRejected refused) {
      return null;
    }
  }

  private WhatIfQuestion question(List<RecordedEvent> record) {
    RecordedRun run = new RecordedRun(record);
    List<String> agents = run.agentStarts().stream().map(start -> start.agent()).toList();
    List<AgentChange> agentChanges = new ArrayList<>();
    if (!agents.isEmpty() && random.nextInt(3) == 0) {
      agentChanges.add(
          new AgentChange(agents.get(random.nextInt(agents.size())), null, any(AGENTS)));
    }
    List<ValidatorChange> validators = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      String validator = random.nextBoolean() ? "length" : "never";
      validators.add(
          new ValidatorChange(
              validator, json("{\"with\":{\"minWords\":" + (1 + random.nextInt(150)) + "}}")));
    }
    WhatIfChanges changes =
        new WhatIfChanges(
            random.nextInt(8) == 0 ? json("{\"more\":true}") : null,
            random.nextInt(3) == 0 ? any(AGENTS) : null,
            agentChanges,
            random.nextInt(3) == 0 ? any(PIPELINES) : null,
            null,
            validators);
    return new WhatIfQuestion(
        fork(record),
        changes,
        random.nextBoolean() ? OnMiss.MOCK : OnMiss.BLOCK,
        random.nextBoolean() ? Map.of() : Map.of("judge", json("{\"score\":1}")),
        random.nextInt(3) == 0 ? ReviewDecision.REJECT : null);
  }

  private @Nullable String fork(List<RecordedEvent> record) {
    List<String> tasks =
        record.stream()
            .map(RecordedEvent::event)
            .filter(TaskScheduled.class::isInstance)
            .map(event -> ((TaskScheduled) event).reference())
            .toList();
    return random.nextInt(3) > 0 || tasks.isEmpty()
        ? null
        : tasks.get(random.nextInt(tasks.size()));
  }

  private JsonNode any(List<String> patches) {
    return json(patches.get(random.nextInt(patches.size())));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
