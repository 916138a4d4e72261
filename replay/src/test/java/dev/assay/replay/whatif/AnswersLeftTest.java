package dev.assay.replay.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.replay.Corpus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** In a record in which a call failed, and the same call was answered when it was made again. */
class AnswersLeftTest {
  private final List<RecordedEvent> record = Corpus.read("failed-retried");
  private final AnswerBook book = new AnswerBook(new RecordedRun(record));
  private final ModelCallRequested request =
      record.stream()
          .map(RecordedEvent::event)
          .filter(ModelCallRequested.class::isInstance)
          .map(ModelCallRequested.class::cast)
          .findFirst()
          .orElseThrow();

  @Test
  void shouldGiveEachOutcomeOnceAndThenTheLastAnswerAgain() {
    AnswersLeft left = new AnswersLeft(book);

    assertThat(isAnswer(left.next(request))).isFalse();
    assertThat(isAnswer(left.next(request))).isTrue();
    assertThat(isAnswer(left.next(request))).isTrue();
  }

  @Test
  void shouldNotGiveWhatCameOfTheCallItself() {
    AnswersLeft left = new AnswersLeft(book);

    left.isGiven(book.to(request).getFirst().outcome());

    assertThat(isAnswer(left.next(request))).isTrue();
  }

  @Test
  void shouldHaveAllOutcomesAnewInAnotherRunThatReadsTheSameBook() {
    AnswersLeft one = new AnswersLeft(book);
    one.next(request);
    one.next(request);

    assertThat(new AnswersLeft(book).next(request)).isEqualTo(book.to(request).getFirst());
  }

  private static boolean isAnswer(AnswerBook.@Nullable Entry entry) {
    return Objects.requireNonNull(entry).isAnswer();
  }
}
