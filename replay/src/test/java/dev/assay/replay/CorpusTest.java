package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.api.agentexecution.AgentExecutionEvent;
import dev.assay.api.conversation.ConversationEvent;
import dev.assay.api.event.EventCatalog;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.api.replay.Verification.Outcome;
import dev.assay.api.review.ReviewEvent;
import dev.assay.api.validation.ValidationEvent;
import dev.assay.api.workflowexecution.ExecutionEvent;
import dev.assay.replay.verification.InMemoryReplay;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gate for changes of the engine: every recorded execution must come out as it was recorded. If
 * it fails, the engine decides otherwise than it did, and executions that are under way will
 * notice. Where that is what you want, record the corpus anew (docs/how-to/replay-an-execution.md)
 * and say so in the commit.
 */
class CorpusTest {
  private final InMemoryReplay replay = new InMemoryReplay();

  static List<String> names() {
    return Corpus.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void shouldDecideEveryRecordedExecutionAsItWasDecided(String name) {
    List<RecordedEvent> record = Corpus.read(name);

    Verification verification = replay.verify(record, Corpus.later(record));

    assertThat(verification.divergence()).as(name).isNull();
    assertThat(verification.outcome()).isEqualTo(Outcome.EQUAL);
    assertThat(verification.verified()).isEqualTo(record.size());
    assertThat(verification.replayedHash()).isEqualTo(verification.recordedHash());
    assertThat(verification.pending()).isZero();
  }

  /** A gate is worth as much as what goes through it. */
  @Test
  void shouldHaveEveryEventThatAnExecutionCanHave() {
    Set<String> seen =
        names().stream()
            .flatMap(name -> Corpus.read(name).stream())
            .map(Corpus::typeOf)
            .collect(Collectors.toSet());
    List<Class<?>> families =
        List.of(
            ExecutionEvent.class,
            AgentExecutionEvent.class,
            ValidationEvent.class,
            ReviewEvent.class,
            ConversationEvent.class);

    Set<String> possible =
        EventCatalog.entries().stream()
            .filter(e -> families.stream().anyMatch(family -> family.isAssignableFrom(e.type())))
            .map(EventCatalog.Entry::name)
            .collect(Collectors.toSet());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(possible);
  }
}
