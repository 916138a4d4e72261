package dev.assay.query.deadletters;

import dev.assay.eventstore.letters.Letter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter: where its event is, and why it could not be handled. What the event says is not
 * here; the audit shows it to those who may see it.
 *
 * @param version of the read model, {@code build} of that version; null for process managers
 * @param position of the event, global
 * @param sequence of the event within its aggregate
 * @param sequenceId what is handled in order: an aggregate, or the process that events are for
 * @param first nothing of its sequence waits before it, so that it can be tried by itself
 * @param attempts how often it was tried; 0 while it only waits behind another
 * @param retry LETTER or SEQUENCE while somebody wants it tried again and it has not been yet
 * @param endedAt when it was resolved or discarded
 */
public record LetterView(
    UUID letterId,
    @Nullable Integer version,
    @Nullable Integer build,
    long position,
    UUID eventId,
    String eventType,
    String aggregateType,
    UUID aggregateId,
    long sequence,
    UUID sequenceId,
    boolean first,
    Letter.Status status,
    CauseView cause,
    int attempts,
    Instant parkedAt,
    @Nullable Instant lastAttemptAt,
    Letter.@Nullable Retry retry,
    @Nullable Instant endedAt) {

  /**
   * Why it could not be handled the last time.
   *
   * @param kind class of the exception, or {@code parked-after-another}
   * @param message without a word of the event; null where there is nothing safe to say
   */
  public record CauseView(String kind, @Nullable String message) {}

  static LetterView of(Letter letter) {
    return new LetterView(
        letter.letterId(),
        letter.version(),
        letter.build(),
        letter.position(),
        letter.eventId(),
        letter.eventType(),
        letter.aggregateType(),
        letter.aggregateId(),
        letter.sequence(),
        letter.sequenceId(),
        letter.first(),
        letter.status(),
        new CauseView(letter.causeClass(), letter.causeMessage()),
        letter.attempts(),
        letter.parkedAt(),
        letter.lastAttemptAt(),
        letter.retry(),
        letter.endedAt());
  }
}
