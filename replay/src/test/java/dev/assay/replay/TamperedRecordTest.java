package dev.assay.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.assay.api.replay.Divergence;
import dev.assay.api.replay.RecordedEvent;
import dev.assay.api.replay.Verification;
import dev.assay.api.replay.Verification.Outcome;
import dev.assay.replay.verification.InMemoryReplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The negative control of the gate: a record that was changed must be found, at the right place.
 */
class TamperedRecordTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final InMemoryReplay replay = new InMemoryReplay();

  static Stream<Arguments> decided() {
    return Stream.of(
        arguments(
            "accepted", "validation.verdict-recorded", "/verdict/score", JSON.numberNode(0.5)),
        arguments("accepted", "validation.round-concluded", "/passed", JSON.booleanNode(false)),
        arguments("accepted", "validation.accepted", "/score", JSON.numberNode(0.1)),
        arguments("accepted", "workflow-execution.task-scheduled", "/name", JSON.stringNode("x")),
        arguments("accepted", "agent-execution.completed", "/tokensIn", JSON.numberNode(1)),
        arguments(
            "accepted",
            "agent-execution.model-call-requested",
            "/reservedTokens",
            JSON.numberNode(9)),
        arguments("revised", "validation.revision-requested", "/feedback", JSON.stringNode("ok")),
        arguments("rejected", "validation.rejected", "/reason", JSON.stringNode("none")),
        arguments(
            "failed-calls",
            "agent-execution.model-call-requested",
            "/notBefore",
            JSON.stringNode("2026-01-01T00:00:00Z")),
        arguments("escalated-approved", "review.opened", "/reason", JSON.stringNode("none")),
        arguments(
            "agent-timed-out", "agent-execution.failed", "/code", JSON.stringNode("INTERNAL")));
  }

  @ParameterizedTest
  @MethodSource("decided")
  void shouldNameTheEventThatNobodyWouldDecide(
      String name, String type, String pointer, JsonNode value) {
    int index = indexOf(name, type);
    List<RecordedEvent> record =
        Corpus.read(name, index, line -> with(line, "/payload" + pointer, value));

    Divergence divergence = diverged(record);

    String recorded = value.toString();
    assertThat(divergence.position()).isEqualTo(record.get(index).position());
    assertThat(divergence.eventId()).isEqualTo(record.get(index).eventId());
    assertThat(divergence.expectedType()).isEqualTo(type);
    assertThat(divergence.gotType()).isEqualTo(type);
    assertThat(said(divergence.expected()).at("/payload" + pointer)).hasToString(recorded);
    assertThat(said(divergence.got()).at("/payload" + pointer).toString()).isNotEqualTo(recorded);
    assertThat(divergence.command()).isNotNull();
  }

  /** An answer is an input, but what was made of it is not. */
  @Test
  void shouldFindAnAnswerThatNobodyGave() {
    int index = indexOf("accepted", "agent-execution.model-call-answered");
    List<RecordedEvent> record =
        Corpus.read(
            "accepted",
            index,
            line -> with(line, "/payload/answer/text", JSON.stringNode("{\"text\": \"Else.\"}")));

    assertThat(diverged(record).position()).isEqualTo(record.get(index).position());
  }

  @Test
  void shouldFindATimeLimitThatCameTooEarly() {
    List<RecordedEvent> recorded = Corpus.read("execution-timed-out");
    RecordedEvent end = recorded.get(indexOf("execution-timed-out", "workflow-execution.faulted"));
    int first =
        IntStream.range(0, recorded.size())
            .filter(i -> recorded.get(i).commandId().equals(end.commandId()))
            .findFirst()
            .orElseThrow();
    JsonNode early = JSON.stringNode(end.timestamp().minusSeconds(3).toString());

    Divergence divergence =
        diverged(
            Corpus.read("execution-timed-out", first, line -> with(line, "/timestamp", early)));

    assertThat(divergence.position()).isEqualTo(recorded.get(first).position());
    assertThat(divergence.got()).isNull();
    assertThat(divergence.reason()).contains("none did");
  }

  @Test
  void shouldFindAnotherActor() {
    int index = indexOf("accepted", "validation.requested");
    List<RecordedEvent> record =
        Corpus.read(
            "accepted",
            index,
            line -> with(line, "/metadata/actor.onBehalfOf", JSON.stringNode("mallory")));

    assertThat(diverged(record).position()).isEqualTo(record.get(index).position());
  }

  @Test
  void shouldFindWhatIsMissing() {
    List<RecordedEvent> record = new ArrayList<>(Corpus.read("accepted"));
    RecordedEvent missing = record.remove(indexOf("accepted", "validation.accepted"));

    Divergence divergence = diverged(record);

    assertThat(divergence.expected()).isNull();
    assertThat(divergence.gotType()).isEqualTo("validation.accepted");
    assertThat(divergence.aggregateId()).isEqualTo(missing.aggregateId());
    assertThat(divergence.sequence()).isEqualTo(missing.sequence());
  }

  @Test
  void shouldFindWhatWasCutOffAtTheEndOnceItIsOld() {
    List<RecordedEvent> record = Corpus.read("accepted");
    RecordedEvent cut = record.getLast();
    List<RecordedEvent> shorter =
        record.stream().filter(event -> !event.commandId().equals(cut.commandId())).toList();

    Verification old = replay.verify(shorter, Corpus.later(record));
    Verification fresh = replay.verify(shorter, shorter.getLast().timestamp().plusSeconds(1));

    assertThat(old.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(said(old.divergence()).gotType()).isNotNull();
    assertThat(fresh.outcome()).as("it may still be on its way").isEqualTo(Outcome.EQUAL);
    assertThat(fresh.pending()).isPositive();
  }

  @Test
  void shouldNeverCallEqualWhatHasBeenErased() {
    List<RecordedEvent> record =
        Corpus.read("accepted").stream()
            .map(
                event ->
                    new RecordedEvent(
                        event.position(),
                        event.eventId(),
                        event.revision(),
                        event.aggregateType(),
                        event.aggregateId(),
                        event.sequence(),
                        event.timestamp(),
                        event.metadata(),
                        event.event(),
                        event.sequence() == 0))
            .toList();

    Verification verification = replay.verify(record, Corpus.later(record));

    assertThat(verification.outcome()).isEqualTo(Outcome.NOT_VERIFIABLE);
    assertThat(verification.reason()).contains("erased");
    assertThat(verification.verified()).isEqualTo(record.size());
  }

  private Divergence diverged(List<RecordedEvent> record) {
    Verification verification = replay.verify(record, Corpus.later(record));
    assertThat(verification.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(verification.replayedHash()).isNotEqualTo(verification.recordedHash());
    return said(verification.divergence());
  }

  private static <T> T said(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  /** The last of its type: what is computed of it afterwards must not be what is found. */
  private static int indexOf(String name, String type) {
    List<RecordedEvent> record = Corpus.read(name);
    return IntStream.range(0, record.size())
        .filter(i -> Corpus.typeOf(record.get(i)).equals(type))
        .reduce((first, next) -> next)
        .orElseThrow(() -> new AssertionError("No " + type + " in " + name));
  }

  private static ObjectNode with(ObjectNode line, String pointer, JsonNode value) {
    ObjectNode changed = line.deepCopy();
    JsonPointer at = JsonPointer.compile(pointer);
    ((ObjectNode) changed.at(at.head())).set(at.last().getMatchingProperty(), value);
    return changed;
  }
}
