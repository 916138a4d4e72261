package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.whatif.WhatIfQuestion;
import dev.assay.api.whatif.WhatIfReport;
import dev.assay.api.whatif.WhatIfReport.Conclusion;
import dev.assay.api.workflowexecution.ExecutionEvent.TaskScheduled;
import dev.assay.replay.Corpus;
import dev.assay.replay.engine.Happened;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With nothing changed nothing is different, wherever a recorded execution is forked. */
class IdentityTest {
  private final InMemoryWhatIf whatIf = new InMemoryWhatIf();

  static Stream<Arguments> forks() {
    return Corpus.executions().stream()
        .flatMap(
            name ->
                Stream.concat(
                        Stream.of("from the start"),
                        Corpus.read(name).stream()
                            .map(RecordedEvent::event)
                            .filter(TaskScheduled.class::isInstance)
                            .map(event -> ((TaskScheduled) event).taskId().toString()))
                    .map(task -> Arguments.of(name, task)));
  }

  @ParameterizedTest
  @MethodSource("forks")
  void shouldFindNothingDifferentWhereNothingIsChanged(String name, String task) {
    List<RecordedEvent> record = Corpus.read(name);
    WhatIfQuestion question =
        WhatIfQuestion.identity().from(task.equals("from the start") ? null : task);

    WhatIfReport report = whatIf.ask(record, Corpus.later(record), question, List.of());

    assertThat(report.differences()).isEmpty();
    assertThat(report.misses()).isEmpty();
    assertThat(report.notApplicable()).isEmpty();
    assertThat(report.comparability()).isEqualTo(1);
    assertThat(report.conclusion()).isEqualTo(Conclusion.SAME);
    assertThat(report.candidate()).isEqualTo(report.observed());
    assertThat(report.observed().events()).isEqualTo(record.size());
  }

  @ParameterizedTest
  @MethodSource("dev.assay.replay.Corpus#executions")
  void shouldBringForthTheVeryEventsOfTheRecord(String name) {
    List<RecordedEvent> record = Corpus.read(name);

    List<Happened> happened =
        InMemoryWhatIf.happened(record, Corpus.later(record), WhatIfQuestion.identity(), List.of());

    assertThat(happened.stream().map(Happened::eventId))
        .containsExactlyInAnyOrderElementsOf(record.stream().map(RecordedEvent::eventId).toList());
    assertThat(happened.stream().map(IdentityTest::place))
        .containsExactlyInAnyOrderElementsOf(record.stream().map(IdentityTest::place).toList());
  }

  /** As when it is asked while the execution is under way: read after each of its appends. */
  @ParameterizedTest
  @MethodSource("dev.assay.replay.Corpus#executions")
  void shouldFindNothingDifferentInWhatHasHappenedUpToNow(String name) {
    List<RecordedEvent> whole = Corpus.read(name);
    for (int end = 1; end <= whole.size(); end++) {
      boolean isWithinAnAppend =
          end < whole.size() && whole.get(end).commandId().equals(whole.get(end - 1).commandId());
      if (isWithinAnAppend) {
        continue;
      }
      List<RecordedEvent> record = whole.subList(0, end);

      WhatIfReport report =
          whatIf.ask(record, record.getLast().timestamp(), WhatIfQuestion.identity(), List.of());

      assertThat(report.differences()).as("%s up to event %d", name, end).isEmpty();
      assertThat(report.candidate()).isEqualTo(report.observed());
      assertThat(report.conclusion()).isEqualTo(Conclusion.SAME);
    }
  }

  private static String place(Happened event) {
    return event.aggregateId() + " " + event.sequence() + " " + event.at();
  }

  private static String place(RecordedEvent event) {
    return event.aggregateId() + " " + event.sequence() + " " + event.timestamp();
  }
}
