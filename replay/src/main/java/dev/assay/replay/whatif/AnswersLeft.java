package dev.assay.replay.whatif;

import dev.assay.api.agentexecution.AgentExecutionEvent.ModelCallRequested;
import dev.assay.replay.engine.Append;
import dev.assay.replay.whatif.AnswerBook.Entry;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one run has not used up of a book that many runs read. Outcomes of equal requests are given
 * in the order of the record, each once; after that the last answer is given again, and no failure
 * is.
 */
final class AnswersLeft {
  private final AnswerBook book;
  private final Set<UUID> given = new HashSet<>();

  AnswersLeft(AnswerBook book) {
    this.book = book;
  }

  /** The call itself happened again, so what became of it is used up. */
  void isGiven(Append outcome) {
    given.add(outcome.commandId());
  }

  /** What became of an equal request; null where there is none. */
  @Nullable Entry next(ModelCallRequested request) {
    Entry last = null;
    for (Entry entry : book.to(request)) {
      if (given.add(entry.outcome().commandId())) {
        return entry;
      }
      last = entry.isAnswer() ? entry : last;
    }
    return last;
  }
}
