package dev.assay.command.conversation;

import dev.assay.api.CommandRejected;
import dev.assay.api.RejectionCode;
import dev.assay.api.event.DomainEvent;
import dev.assay.api.event.UnknownEventException;
import dev.assay.api.inference.TokenFeed;
import dev.assay.eventstore.reader.StoredEvent;
import dev.assay.eventstore.tail.RecordOfTenant;
import dev.assay.eventstore.tail.StreamedEvent;
import dev.assay.eventstore.tail.TailSubscription;
import dev.assay.http.problem.Problem;
import dev.assay.http.stream.LiveStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes the reply to one message while it is produced: the events of the message and its reply as
 * they are recorded, and the text between them, until the reply is there or has failed.
 */
final class ReplyStream implements LiveStream.Script {
  private static final int BATCH = 200;
  private static final Duration BETWEEN_TEXTS = Duration.ofMillis(20);

  /**
   * Where the reply is heard; to be closed.
   *
   * @param texts null where this process hears no model
   */
  record Ears(TailSubscription live, TokenFeed.@Nullable Subscription texts)
      implements AutoCloseable {
    @Override
    public void close() {
      try (live;
          texts) {
        // Both, whatever one of them throws.
      }
    }
  }

  private final ReplyTrail trail;
  private final RecordOfTenant record;
  private final Ears ears;
  private final Function<CommandRejected, Problem> problem;
  private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
  private final boolean past;
  private boolean mayHaveMissedText;
  private boolean shownMessage;

  /**
   * @param past whether the message was posted before the ears were opened
   * @param problem how a failure is told
   */
  ReplyStream(
      ReplyTrail trail,
      RecordOfTenant record,
      Ears ears,
      boolean past,
      Function<CommandRejected, Problem> problem) {
    this.trail = trail;
    this.record = record;
    this.ears = ears;
    this.past = past;
    this.mayHaveMissedText = past;
    this.problem = problem;
  }

  /**
   * Completes with the first word, or with the end; exceptionally where the reply has failed before
   * any word. Whoever completes it from outside decides that a failure is told in the stream.
   */
  CompletableFuture<Boolean> begun() {
    return begun;
  }

  @Override
  public void play(LiveStream out) throws IOException, InterruptedException {
    try (ears) {
      if (!(past && writePast(out))) {
        follow(out);
      }
    } finally {
      begun.completeExceptionally(cannotFollow());
    }
  }

  private static CommandRejected cannotFollow() {
    return new CommandRejected(
        RejectionCode.UNAVAILABLE,
        "Expected to follow the reply, but this server cannot just now; the message is kept, and"
            + " the same request with the same Idempotency-Key finds it",
        Map.of("retryAfterSeconds", "1"),
        List.of());
  }

  /** True where the past holds the end. */
  private boolean writePast(LiveStream out) throws IOException {
    long position = 0;
    while (true) {
      List<StoredEvent> past =
          record.ofAggregates(
              trail.tenant(), trail.aggregates(), position, ears.live().startPosition(), BATCH);
      for (StoredEvent event : past) {
        if (write(out, event)) {
          return true;
        }
        position = event.position();
      }
      if (past.size() < BATCH) {
        return false;
      }
    }
  }

  private void follow(LiveStream out) throws IOException, InterruptedException {
    while (!ears.live().ended()) {
      writeTexts(out);
      StoredEvent event = ears.live().next(ears.texts() == null ? LiveStream.QUIET : BETWEEN_TEXTS);
      if (event != null && trail.aggregates().contains(event.aggregateId())) {
        // What was said before this was recorded comes before it.
        writeTexts(out);
        if (write(out, event)) {
          return;
        }
      }
      out.stillHere();
    }
  }

  /** True where this is the end. */
  private boolean write(LiveStream out, StoredEvent stored) throws IOException {
    DomainEvent event;
    try {
      event = stored.opened();
    } catch (UnknownEventException e) {
      return false; // Of a later build; it cannot be about this message's end.
    }
    return switch (trail.on(event)) {
      case ReplyTrail.Sign.Nothing nothing -> false;
      case ReplyTrail.Sign.Shown shown -> {
        show(out, stored);
        shownMessage = true;
        yield false;
      }
      case ReplyTrail.Sign.Replied replied -> {
        begun.complete(true);
        show(out, stored);
        yield true;
      }
      case ReplyTrail.Sign.Failed failed -> {
        if (!begun.completeExceptionally(failed.why())) {
          show(out, stored);
          out.event("error", problem.apply(failed.why()));
        }
        yield true;
      }
    };
  }

  private static void show(LiveStream out, StoredEvent event) throws IOException {
    out.event(event.position(), event.type(), StreamedEvent.of(event));
  }

  private void writeTexts(LiveStream out) throws IOException, InterruptedException {
    TokenFeed.Subscription texts = ears.texts();
    // Words may be heard before the record's end is read; the message they answer comes first.
    if (texts != null && shownMessage) {
      TokenFeed.Piece piece = texts.next(Duration.ZERO);
      while (piece != null) {
        begun.complete(true);
        out.event("text", marked(piece));
        piece = texts.next(Duration.ZERO);
      }
    }
  }

  /** Who comes late may have missed the beginning and is told so once. */
  private TokenFeed.Piece marked(TokenFeed.Piece piece) {
    boolean lost = piece.lost() || mayHaveMissedText;
    mayHaveMissedText = false;
    return new TokenFeed.Piece(piece.requestId(), piece.text(), lost);
  }
}
